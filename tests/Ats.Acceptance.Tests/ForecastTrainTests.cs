using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Ats.Acceptance.Tests;

/// <summary><c>ats forecast train</c>: what it makes, and what it leaves alone when it cannot.</summary>
[Collection(TrainedModelsCollection.Name)]
public sealed class ForecastTrainTests(TrainedModels models) : IDisposable
{
    private static readonly string[] Files = ["baselines.json", "calibration.json", "card.md", "folds.json", "golden.bin", "manifest.json", "model.onnx", "model.safetensors", "scaler.json"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Training_registers_a_version_and_says_what_it_is_worth()
    {
        Assert.True(models.First.Code == 0, models.First.Error);
        Assert.Empty(models.First.Error);
        Assert.Contains("32 features (order book)", models.First.Out, StringComparison.Ordinal);
        Assert.Contains("registered as BTCUSDT v0001", models.First.Out, StringComparison.Ordinal);
        Assert.Contains("The offline gate ", models.First.Out, StringComparison.Ordinal);
        Assert.All(Files, f => Assert.True(File.Exists(TrainedModels.Version(models.Registry, "v0001", f)), f));
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(TrainedModels.Version(models.Registry, "v0001", "manifest.json")));
        var root = manifest.RootElement;
        Assert.True(root.GetProperty("isSynthetic").GetBoolean());
        Assert.Equal([5, 15, 60], root.GetProperty("horizonSeconds").EnumerateArray().Select(h => h.GetInt32()));
        Assert.Equal($"ats forecast train --data {TrainedModels.Data} --horizons 5,15,60 --networks 1 --epochs 1 --hidden 16 --folds 0", root.GetProperty("command").GetString());
        Assert.True(File.Exists(Path.Combine(models.Registry, "snapshots", root.GetProperty("snapshot").GetString() + ".json")));
        Assert.Contains("no evidence about Bybit", File.ReadAllText(TrainedModels.Version(models.Registry, "v0001", "card.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_lines_are_one_object_a_line_with_progress_that_rises_and_the_version_at_the_end()
    {
        Assert.True(models.Second.Code == 0, models.Second.Error);
        var lines = models.Second.Out.Trim().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.All(lines.SkipLast(1), l => Assert.Equal("progress", l.GetProperty("event").GetString()));
        var fractions = lines.Where(l => l.TryGetProperty("fraction", out _)).Select(l => l.GetProperty("fraction").GetDouble()).ToList();
        Assert.True(fractions.Count >= 3 && fractions.SequenceEqual(fractions.Order()) && fractions[^1] <= 1);
        Assert.Equal(("done", "v0002"), (lines[^1].GetProperty("event").GetString(), lines[^1].GetProperty("version").GetString()));
        Assert.True(lines[^1].GetProperty("metrics").GetProperty("n").GetInt32() > 0);
    }

    [Fact]
    public void The_same_data_and_seed_give_the_same_bytes_whatever_the_threads()
    {
        // Manifest and card name version and time.
        foreach (var file in Files.Except(["manifest.json", "card.md"]))
            Assert.True(Hash("v0001", file) == Hash("v0002", file), file);
        Assert.NotEqual(Hash("v0001", "model.safetensors"), Hash("v0001", "model.onnx"));
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        var registry = models.Copy();
        var run = TrainedModels.Train(TrainedModels.Data, registry, "--seed", "2");
        Assert.True(run.Code == 0, run.Error);
        Assert.NotEqual(Hash("v0001", "model.safetensors"), HashOf(TrainedModels.Version(registry, "v0003", "model.safetensors")));
    }

    [Theory]
    [InlineData("must contain 15", 2, "synthetic:seed=901,hours=1.5", "--horizons", "5,30")]
    [InlineData("must rise", 2, "synthetic:seed=901,hours=1.5", "--horizons", "15,15")]
    [InlineData("'x' is not a whole number of seconds", 2, "synthetic:seed=901,hours=1.5", "--horizons", "15,x")]
    [InlineData("must lie between 1 and 9", 2, "synthetic:seed=901,hours=1.5", "--networks", "0")]
    [InlineData("at least 3,600 are needed", 3, "synthetic:seed=901,hours=0.2")]
    [InlineData("ask for shorter horizons", 3, "synthetic:seed=901,hours=1.5", "--horizons", "15,3600")]
    [InlineData("no such file or directory", 3, "nowhere/at/all")]
    [InlineData("has no version v0009", 3, "synthetic:seed=901,hours=1.5", "--parent", "v0009")]
    public void Wrong_words_and_too_little_data_get_one_clear_line_and_leave_no_version(string says, int code, string data, params string[] more)
    {
        var registry = models.Copy();
        var before = Listing(registry);
        var run = AtsProcess.Run(["forecast", "train", "--data", data, "--registry", registry, .. more]);
        Assert.Equal(code, run.Code);
        Assert.Contains(says, Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Listing(registry));
    }

    [Fact]
    public void Bars_alone_and_an_empty_file_are_refused()
    {
        var bars = AtsProcess.Run("forecast", "train", "--data", _place.Bars("bars.csv", 5000), "--registry", _place.Path("r"));
        Assert.Equal(3, bars.Code);
        Assert.Contains("needs events, not bars", Assert.Single(bars.Error.Trim().Split('\n')), StringComparison.Ordinal);
        var empty = AtsProcess.Run("forecast", "train", "--data", _place.Write("trades.csv", "timestamp,price,quantity,side\n"), "--registry", _place.Path("r"));
        Assert.Equal(3, empty.Code);
        Assert.Single(empty.Error.Trim().Split('\n'));
        Assert.False(Directory.Exists(_place.Path("r/models")));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_during_training_leaves_the_registry_as_it_was(string signal)
    {
        var registry = models.Copy();
        var before = Listing(registry);
        using var training = AtsProcess.Start("forecast", "train", "--data", TrainedModels.Data, "--registry", registry, "--epochs", "1000", "--networks", "9", "--horizons", "15", "--threads", "1");
        while (training.StandardOutput.ReadLine() is { } line && !line.Contains("epoch 1", StringComparison.Ordinal))
        {
            // The first epoch is told when it is done.
        }

        using (var kill = Process.Start("kill", $"-{signal} {training.Id.ToString(CultureInfo.InvariantCulture)}")) kill.WaitForExit();
        var (code, _, error) = AtsProcess.End(training);
        Assert.Equal(130, code);
        Assert.Contains("interrupted", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, Listing(registry));
    }

    [Fact]
    public void Two_trainers_at_once_on_one_registry_both_end_well_with_versions_of_their_own()
    {
        var registry = _place.Path("r");
        var both = new[] { "1", "2" }.Select(seed => AtsProcess.Start(TrainedModels.Words(TrainedModels.Data, registry, "--seed", seed))).ToList().ConvertAll(AtsProcess.End);
        Assert.All(both, run => Assert.True(run.Code == 0, run.Error));
        Assert.Equal(["v0001", "v0002"], both.Select(run => run.Out[(run.Out.IndexOf("registered as BTCUSDT ", StringComparison.Ordinal) + 22)..][..5]).Order());
        var listed = AtsProcess.Run("forecast", "models", "--registry", registry);
        Assert.Empty(listed.Error);
        foreach (var version in new[] { "v0001", "v0002" }) Assert.Equal(0, AtsProcess.Run("forecast", "promote", version, "--registry", registry).Code);
    }

    [Fact]
    public void A_registry_that_is_a_file_is_refused_before_the_training()
    {
        var run = TrainedModels.Train(TrainedModels.Data, _place.Write("file", ""));
        Assert.Equal(4, run.Code);
        Assert.Contains("cannot be written", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_full_disk_leaves_no_part_of_a_version_and_the_others_whole()
    {
        var registry = models.Copy();
        var before = Listing(registry);
        // No file may be longer than 16 KiB: weights are.
        var run = AtsProcess.RunAfter("trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 16", TrainedModels.Words(TrainedModels.Data, registry));
        Assert.Equal(4, run.Code);
        Assert.Contains("cannot be written", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, Listing(registry));
    }

    /// <summary>Files and contents; the lock's file and the snapshots (named by their contents, in nobody's way) aside.</summary>
    private static string Listing(string registry) => string.Join('\n', Directory.EnumerateFileSystemEntries(registry, "*", SearchOption.AllDirectories)
        .Where(p => Path.GetFileName(p) != "registry.lock").Order(StringComparer.Ordinal)
        .Select(p => Path.GetRelativePath(registry, p) + (File.Exists(p) ? " " + HashOf(p) : "")));

    private string Hash(string version, string file) => HashOf(TrainedModels.Version(models.Registry, version, file));

    private static string HashOf(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
