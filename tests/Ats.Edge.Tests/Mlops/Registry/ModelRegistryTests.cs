using System.Text.Json.Nodes;
using Ats.Forecasting;
using Ats.Mlops.Registry;

namespace Ats.Edge.Tests.Mlops.Registry;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelRegistry _registry;

    public ModelRegistryTests() => _registry = new ModelRegistry(_folder.Path, "BTCUSDT", new EchoFormat());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_published_model_loads_and_predicts_as_before()
    {
        var version = _registry.Publish(EchoFormat.Draft(0.7f));
        Assert.Equal("v0001", version);
        var model = _registry.Load(version, EchoFormat.Schema.Hash);
        var output = new float[2 * PredictionLayout.Width];
        model.Parts.NewPredictor().Step([2, 0], 1, output);
        Assert.Equal(1.4f, output[PredictionLayout.Mean]);
        _registry.Change(a => a.Promote(version));
        Assert.Equal(["aliases.json", "registry.lock", "v0001"], Directory.GetFileSystemEntries(_registry.Folder).Select(Path.GetFileName).Order());
        Assert.Equal(["card.md", "golden.bin", "manifest.json", "model.safetensors"], Directory.GetFiles(Path.Combine(_registry.Folder, version)).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Versions_aliases_and_latest_are_resolved()
    {
        var one = _registry.Publish(EchoFormat.Draft(1));
        var two = _registry.Publish(EchoFormat.Draft(2));
        _registry.Change(a => a.Promote(one));
        _registry.Change(a => a.Promote(two));
        Assert.Equal(two, _registry.Resolve("latest"));
        Assert.Equal(two, _registry.Resolve("champion"));
        Assert.Equal(one, _registry.Resolve("previous"));
        Assert.Equal(one, _registry.Resolve("v0001"));
        Assert.Equal(one, _registry.Resolve("1"));
        Assert.Equal(RegistryProblem.Missing, Assert.Throws<RegistryException>(() => _registry.Resolve("challenger")).Problem);
        Assert.Contains("has no version v0003", Assert.Throws<RegistryException>(() => _registry.Resolve("v0003")).Message, StringComparison.Ordinal);
        Assert.Equal(new ModelAliases(Champion: one), _registry.Change(a => a.RollBack(two)));
        Assert.Equal(new ModelAliases(Champion: one), _registry.Change(a => a.RollBack(two)));
    }

    [Fact]
    public void A_changed_byte_in_any_file_is_refused_with_its_name()
    {
        var version = _registry.Publish(EchoFormat.Draft(1));
        foreach (var file in _registry.Manifest(version).Files)
        {
            var path = Path.Combine(_registry.Folder, version, file.Name);
            var bytes = File.ReadAllBytes(path);
            var changed = (byte[])bytes.Clone();
            changed[^1] ^= 1;
            File.WriteAllBytes(path, changed);
            var refused = Assert.Throws<RegistryException>(() => _registry.Load(version));
            Assert.Equal((RegistryProblem.Corrupt, path), (refused.Problem, refused.File));
            File.Delete(path);
            Assert.Equal(RegistryProblem.Missing, Assert.Throws<RegistryException>(() => _registry.Load(version)).Problem);
            File.WriteAllBytes(path, bytes);
        }

        _registry.Load(version);
    }

    [Fact]
    public void A_model_that_computes_something_else_than_when_it_was_saved_is_refused()
    {
        var draft = EchoFormat.Draft(1);
        var files = new Dictionary<string, byte[]>(draft.Files) { [ModelFileNames.Golden] = EchoFormat.Draft(1.0001f).Files[ModelFileNames.Golden] };
        var version = _registry.Publish(draft with { Files = files });
        var refused = Assert.Throws<RegistryException>(() => _registry.Load(version));
        Assert.Equal(RegistryProblem.WrongOutputs, refused.Problem);
        Assert.EndsWith("golden.bin", refused.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_for_other_features_is_refused()
    {
        var version = _registry.Publish(EchoFormat.Draft(1));
        Assert.Equal(RegistryProblem.WrongSchema, Assert.Throws<RegistryException>(() => _registry.Load(version, "0000000000000000")).Problem);
        var other = _registry.Publish(EchoFormat.Draft(1, schema: EchoFormat.Schema with { HasBook = false, WarmUpSeconds = 9 }));
        Assert.Equal(RegistryProblem.WrongSchema, Assert.Throws<RegistryException>(() => _registry.Load(other)).Problem);
    }

    [Fact]
    public void A_half_written_version_is_passed_over_named_and_never_overwritten()
    {
        var one = _registry.Publish(EchoFormat.Draft(1));
        var half = Directory.CreateDirectory(Path.Combine(_registry.Folder, "v0002")).FullName;
        File.WriteAllBytes(Path.Combine(half, ModelFileNames.Weights), [1, 2, 3]);
        var cut = Directory.CreateDirectory(Path.Combine(_registry.Folder, "v0003")).FullName;
        File.WriteAllText(Path.Combine(cut, ModelFileNames.Manifest), "{\"version\": \"v00");
        var listing = _registry.List();
        Assert.Equal(one, Assert.Single(listing.Versions).Version);
        Assert.Equal(2, listing.Ignored.Count);
        Assert.Contains("not written to its end", listing.Ignored[0].Reason, StringComparison.Ordinal);
        Assert.Equal(one, _registry.Resolve("latest"));
        Assert.Equal(RegistryProblem.Missing, Assert.Throws<RegistryException>(() => _registry.Load("v0002")).Problem);
        Assert.Equal("v0004", _registry.Publish(EchoFormat.Draft(2)));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(half, ModelFileNames.Weights)));
    }

    [Fact]
    public void A_full_disk_leaves_the_registry_as_it_was()
    {
        var first = _registry.Publish(EchoFormat.Draft(1));
        _registry.Change(a => a.Promote(first));
        for (var room = 0; room < 4; room++)
        {
            var left = room;
            var full = new ModelRegistry(_folder.Path, "BTCUSDT", new EchoFormat(), TimeSpan.Zero, (path, bytes) =>
            {
                if (left-- == 0) throw new IOException("No space left on device");
                DurableFile.Write(path, bytes);
            });
            Assert.Equal(RegistryProblem.Disk, Assert.Throws<RegistryException>(() => full.Publish(EchoFormat.Draft(2))).Problem);
            Assert.Single(_registry.List().Versions);
            Assert.Empty(_registry.List().Ignored);
        }

        var none = new ModelRegistry(_folder.Path, "BTCUSDT", new EchoFormat(), TimeSpan.Zero, (_, _) => throw new IOException("No space left on device"));
        Assert.Equal(RegistryProblem.Disk, Assert.Throws<RegistryException>(() => none.Change(a => a.RollBack("v0001"))).Problem);
        Assert.Equal("v0001", _registry.Aliases().Champion);
        Assert.Equal("v0002", _registry.Publish(EchoFormat.Draft(2)));
    }

    [Fact]
    public void A_second_writer_is_told_who_writes_and_readers_go_on()
    {
        var version = _registry.Publish(EchoFormat.Draft(1));
        var impatient = new ModelRegistry(_folder.Path, "BTCUSDT", new EchoFormat(), TimeSpan.Zero, (p, b) => DurableFile.Write(p, b));
        using (RegistryLock.Take(Path.Combine(_registry.Folder, "registry.lock"), TimeSpan.Zero))
        {
            var refused = Assert.Throws<RegistryException>(() => impatient.Publish(EchoFormat.Draft(2)));
            Assert.Equal(RegistryProblem.Locked, refused.Problem);
            Assert.Contains($"process {Environment.ProcessId}", refused.Reason, StringComparison.Ordinal);
            Assert.Equal(version, impatient.Load("v0001").Version);
        }

        Assert.Equal("v0002", impatient.Publish(EchoFormat.Draft(2)));
    }

    [Fact]
    public void Many_writers_at_once_get_a_version_each()
    {
        var versions = new string[6];
        Parallel.For(0, versions.Length, i => versions[i] = _registry.Publish(EchoFormat.Draft(i)));
        Assert.Equal(versions.Length, versions.Distinct().Count());
        Assert.Equal(versions.Order(), _registry.List().Versions.Select(v => v.Version));
    }

    [Fact]
    public void A_gates_word_is_kept_and_the_last_that_decided_counts()
    {
        var version = _registry.Publish(EchoFormat.Draft(1));
        Assert.False(_registry.Manifest(version).IsRejected);
        _registry.Record(version, new GateRecord(GateRecord.Offline, GateOutcome.Fail, [new CheckRecord("skill", false, "t = 0.4")], DateTimeOffset.UnixEpoch));
        _registry.Record(version, new GateRecord(GateRecord.Live, GateOutcome.Undecided, [], DateTimeOffset.UnixEpoch));
        Assert.True(_registry.Manifest(version).IsRejected);
        _registry.Load(version);
    }

    [Fact]
    public void A_span_that_was_trained_or_validated_on_is_known_as_seen()
    {
        var manifest = EchoFormat.Draft(1).Manifest;
        static DateTimeOffset Day(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);
        Assert.StartsWith("training span", manifest.SeenOf(new DataSpan(Day(21), Day(24))), StringComparison.Ordinal);
        Assert.StartsWith("validation span", manifest.SeenOf(new DataSpan(Day(22).AddHours(1), Day(24))), StringComparison.Ordinal);
        Assert.Null(manifest.SeenOf(new DataSpan(Day(23), Day(24))));
        Assert.Null(manifest.SeenOf(new DataSpan(Day(19), Day(20))));
    }

    [Fact]
    public void A_manifest_that_names_a_file_outside_its_folder_is_refused()
    {
        var version = _registry.Publish(EchoFormat.Draft(1));
        var path = Path.Combine(_registry.Folder, version, ModelFileNames.Manifest);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["files"]![0]!["name"] = "../../../secret";
        File.WriteAllText(path, manifest.ToJsonString());
        Assert.Equal(RegistryProblem.Corrupt, Assert.Throws<RegistryException>(() => _registry.Load(version)).Problem);
    }

    [Fact]
    public void A_card_says_what_the_market_was_and_whether_there_is_skill()
    {
        var version = _registry.Publish(EchoFormat.Draft(1));
        var card = System.Text.Encoding.UTF8.GetString(_registry.ReadFile(version, ModelFileNames.Card));
        Assert.Contains("An invented market: no evidence about Bybit.", card, StringComparison.Ordinal);
        Assert.Contains("| model |  |  |  | 4.10 | 2.00 to 6.00 |", card, StringComparison.Ordinal);
        Assert.Contains("It has skill at 15 seconds", card, StringComparison.Ordinal);
        var doubtful = EchoFormat.Draft(1).Manifest with { Metrics = [new ModelMetric("r2", 15, 0.01, -0.01, 0.03)], IsSynthetic = false };
        Assert.Contains("not distinguishable from the random walk", ModelCard.Write(doubtful), StringComparison.Ordinal);
        Assert.DoesNotContain("invented", ModelCard.Write(doubtful), StringComparison.Ordinal);
    }
}
