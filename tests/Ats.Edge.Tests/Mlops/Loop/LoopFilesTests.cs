using System.Text.Json;
using Ats.Mlops.Loop;
using Ats.Mlops.Registry;
using Ats.Mlops.Snapshots;

namespace Ats.Edge.Tests.Mlops.Loop;

public sealed class LoopFilesTests
{
    [Fact]
    public void A_status_file_that_cannot_be_read_is_said_and_the_champion_serves()
    {
        using var rig = new LoopRig();
        var champion = rig.Champion(0.15f);
        rig.Run(3);
        File.WriteAllText(Path.Combine(rig.Folder, "loop", "BTCUSDT.json"), "{\"state\":\"serv");
        rig.Restart();
        rig.Run(5);
        Assert.Equal((LoopState.Serving, champion), (rig.State, rig.Service.ServedVersion));
        Assert.Contains("BTCUSDT.json: cannot be read", rig.Audit[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_cannot_be_read_stop_the_loop_and_not_the_serving_until_they_are_mended()
    {
        using var rig = new LoopRig();
        var champion = rig.Champion(0.15f);
        rig.Run(10);
        var file = Path.Combine(rig.Registry.Folder, "aliases.json");
        var whole = File.ReadAllBytes(file);
        File.WriteAllText(file, "{");
        rig.Run(5);
        Assert.Contains("aliases.json", rig.Loop.Fault, StringComparison.Ordinal);
        Assert.Equal((champion, Ats.Mlops.Service.PredictionSource.Model), (rig.Service.Current!.Model.Version, rig.Service.Current.Source));
        File.WriteAllBytes(file, whole);
        rig.Run(1);
        Assert.Null(rig.Loop.Fault);
        Assert.Equal(champion, rig.Service.ServedVersion);
    }

    [Fact]
    public void A_pinned_version_serves_and_nothing_is_trained_or_promoted_over_it()
    {
        using var rig = new LoopRig(LoopRig.Quick with { Schedule = TimeSpan.FromMinutes(1) });
        var one = rig.Champion(0.1f);
        rig.Champion(0.15f);
        rig.Registry.Change(a => a with { Pinned = one });
        rig.Run(150);
        Assert.Equal((LoopState.Serving, one, 0), (rig.State, rig.Service.ServedVersion, rig.Runner.Started));
        Assert.Contains("pinned", Assert.Throws<LoopRefusedException>(() => rig.Loop.RollBack("a test")).Message, StringComparison.Ordinal);
        rig.Registry.Change(a => a with { Pinned = null });
        rig.Run(2);
        Assert.Equal("v0002", rig.Service.ServedVersion);
    }

    [Fact]
    public void The_audit_is_a_file_of_one_transition_a_line()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "audit", "loop.jsonl");
        var audit = new JsonLinesAudit(file);
        for (var i = 1; i <= 3; i++) audit.Write(new AuditEntry(DateTimeOffset.UnixEpoch, i, "BTCUSDT", LoopState.Training, LoopEvent.TrainingFailed, LoopState.Failed, "line one\nline two", null, "v0001", "run"));
        var lines = File.ReadAllLines(file).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal([1, 2, 3], lines.Select(l => l.GetProperty("sequence").GetInt32()));
        Assert.Equal(("training", "trainingFailed", "failed"), (lines[0].GetProperty("from").GetString(), lines[0].GetProperty("event").GetString(), lines[0].GetProperty("to").GetString()));
    }

    [Fact]
    public void A_snapshot_is_named_by_its_contents_and_a_changed_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        var store = new SnapshotStore(folder.Path);
        var span = new DataSpan(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        var snapshot = new DataSnapshot("BTCUSDT", "the simulated market, seed 3", true, span, 86_400, [new SnapshotFile("a.tape", 10, new string('0', 64))], [new DataSpan(span.From, span.From.AddMinutes(1))]);
        var name = store.Save(snapshot);
        Assert.Equal(name, store.Save(snapshot));
        Assert.NotEqual(name, store.Save(snapshot with { Rows = 86_399 }));
        Assert.Equal((snapshot.Source, snapshot.Span, 1), (store.Load(name).Source, store.Load(name).Span, store.Load(name).Gaps.Count));
        File.AppendAllText(Path.Combine(folder.Path, "snapshots", name + ".json"), " ");
        Assert.Equal(RegistryProblem.Corrupt, Assert.Throws<RegistryException>(() => store.Load(name)).Problem);
        Assert.Equal(RegistryProblem.Missing, Assert.Throws<RegistryException>(() => store.Load(new string('f', 64))).Problem);
    }
}
