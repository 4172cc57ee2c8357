using System.Diagnostics;
using System.Text.Json;
using Ats.Mlops.Loop;
using Ats.Mlops.Registry;

namespace Ats.Edge.Tests.Mlops.Loop;

public sealed class ProcessTrainingRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_reports_its_progress_and_what_it_made_and_leaves_its_papers()
    {
        if (OperatingSystem.IsWindows()) return;
        var go = Path.Combine(_folder.Path, "go");
        using var runner = Runner($$$"""
            echo 'warming up the oven'
            echo '{"event":"progress","fraction":0.4,"message":"seed 1, epoch 3"}'
            nice > '{{{_folder.Path}}}/nice'
            while [ ! -e '{{{go}}}' ]; do sleep 0.02; done
            echo '{"event":"done","version":"v0007","metrics":{"crpsSkill":0.04}}'
            """);
        Assert.True(runner.TryStart(Request("a")));
        var running = await Until(runner, "a", r => r.Fraction > 0);
        Assert.Equal((TrainingRunState.Running, 0.4, "seed 1, epoch 3"), (running.State, running.Fraction, running.Message));
        Assert.False(runner.TryStart(Request("b")));
        using (var other = Runner("true")) Assert.False(other.TryStart(Request("b")));
        using (var other = Runner("true")) Assert.Equal(TrainingRunState.Running, other.Find("a")!.State);
        await File.WriteAllTextAsync(go, "", TestContext.Current.CancellationToken);
        var done = await Until(runner, "a", r => r.State != TrainingRunState.Running);
        Assert.Equal((TrainingRunState.Done, "v0007", 0, 1.0), (done.State, done.Version, done.ExitCode, done.Fraction));
        Assert.Equal(0.04, done.Metrics!.Value.GetProperty("crpsSkill").GetDouble());
        Assert.Equal("15", (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "nice"), TestContext.Current.CancellationToken)).Trim());
        Assert.Equal(
            ["environment.json", "errors.txt", "metrics.json", "parameters.json", "progress.jsonl", "run.json"],
            Directory.GetFiles(Path.Combine(_folder.Path, "runs", "a")).Select(Path.GetFileName).Order());
        using var later = Runner("true");
        Assert.Equal((TrainingRunState.Done, "v0007"), (later.Find("a")!.State, later.Find("a")!.Version));
        Assert.True(later.TryStart(Request("c")));
        await Until(later, "c", r => r.State != TrainingRunState.Running);
    }

    [Fact]
    public async Task A_run_that_fails_says_why()
    {
        if (OperatingSystem.IsWindows()) return;
        using var runner = Runner("echo 'Not enough data: 40 rows, 1000 are needed.' >&2; exit 3");
        Assert.True(runner.TryStart(Request("a")));
        var failed = await Until(runner, "a", r => r.State != TrainingRunState.Running);
        Assert.Equal((TrainingRunState.Failed, 3), (failed.State, failed.ExitCode));
        Assert.Contains("Not enough data", failed.Message, StringComparison.Ordinal);

        using var silent = Runner("true");
        Assert.True(silent.TryStart(Request("b")));
        Assert.Contains("without naming a version", (await Until(silent, "b", r => r.State != TrainingRunState.Running)).Message, StringComparison.Ordinal);
        Assert.Null(silent.Find("nothing"));
        Assert.Null(silent.Find("../a"));
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_the_run_and_frees_the_lock()
    {
        if (OperatingSystem.IsWindows()) return;
        using var missing = new ProcessTrainingRunner(_folder.Path, "/no/such/program", _ => [], TimeProvider.System);
        Assert.True(missing.TryStart(Request("a")));
        Assert.Equal(127, (await Until(missing, "a", r => r.State != TrainingRunState.Running)).ExitCode);
        using var next = Runner("true");
        Assert.True(next.TryStart(Request("b")));
        await Until(next, "b", r => r.State != TrainingRunState.Running);
    }

    [Fact]
    public void A_child_that_outlived_its_service_is_ended_and_the_run_is_lost()
    {
        if (OperatingSystem.IsWindows()) return;
        using var orphan = Process.Start(new ProcessStartInfo("sleep", "60"))!;
        var started = new DateTimeOffset(orphan.StartTime).ToUniversalTime();
        var run = new TrainingRun(Request("a"), TrainingRunState.Running, 0.5, ProcessId: orphan.Id, ProcessStartedAt: started);
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "runs", "a")).FullName;
        DurableFile.Write(Path.Combine(folder, "run.json"), JsonSerializer.SerializeToUtf8Bytes(run, MlopsJson.File));
        using var runner = Runner("true");
        Assert.Equal(TrainingRunState.Lost, runner.Find("a")!.State);
        Assert.True(orphan.WaitForExit(5000));
        Assert.Equal(TrainingRunState.Lost, runner.Find("a")!.State);
    }

    private static async Task<TrainingRun> Until(ProcessTrainingRunner runner, string id, Func<TrainingRun, bool> is_)
    {
        while (true)
        {
            if (runner.Find(id) is { } run && is_(run)) return run;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static TrainingRequest Request(string id) => new(id, "BTCUSDT", LoopTrigger.Operator, null, DateTimeOffset.UnixEpoch);

    private ProcessTrainingRunner Runner(string script) => new(_folder.Path, "/bin/sh", _ => ["-c", script], TimeProvider.System);
}
