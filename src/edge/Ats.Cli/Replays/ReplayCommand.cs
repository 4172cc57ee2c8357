using System.CommandLine;
using System.Text.Json;
using Ats.Cli.Backtests;
using Ats.Domain;
using Ats.Engine;
using Ats.Storage;

namespace Ats.Cli.Replays;

/// <summary><c>ats replay</c>: re-runs a journaled run from its inputs and compares the state hash.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string?> RunName = new("run") { Description = "Run id; default: the latest in the journal.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Journal = new("--journal") { Description = "The journal: a file or a mongodb:// URL.", Required = true };

    public static Command Create()
    {
        var command = new Command("replay", "Run a journaled run again from its recorded inputs and compare the state hash.") { RunName, Journal };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed.GetValue(RunName), parsed.GetValue(Journal)!)));
        return command;
    }

    private static int Execute(string? name, string location)
    {
        var reader = JournalStore.OpenReader(location);
        using var _ = reader as IDisposable;
        var runs = reader.Runs();
        var run = name is null ? runs.LastOrDefault() : reader.FindRun(new RunId(name));
        if (run is null) throw new FormatException($"{location} has no run {name ?? "at all"}. It has: {string.Join(", ", runs.Select(r => r.Id))}.");
        var summary = reader.Summary(run.Id) ?? throw new FormatException($"Run {run.Id} never finished, so there is no state hash to compare with.");
        var request = JsonSerializer.Deserialize<BacktestRequest>(run.Settings)!;
        using var runner = new BacktestRunner(request);
        if (runner.Market.DataHash != run.DataHash)
            throw new FormatException($"The market data of run {run.Id} was {run.DataHash}, but {request.Data} is now {runner.Market.DataHash}: bring back the data it ran on.");
        var words = reader.Read(run.Id, JournalKind.OrderEvent).Select(e => (e.Sequence, (OrderEvent)e.Fact));
        var recorded = reader.Read(run.Id, JournalKind.Market).Any();
        IMarketEventSource source = recorded ? new JournaledMarket(reader.Read(run.Id, JournalKind.Market)) : runner.Market.CreateSource(request);
        var engine = new TradingEngine(runner.EngineSettings, runner.Instruments, runner.Arms, new ReplayGateway(), new MemoryJournal(JournalKind.None));
        Replay.Run(engine, words, source);
        engine.AdvanceTo(engine.Clock.Now);
        var hash = engine.Finish(run.Id, run.StartedAt).StateHash;
        Console.WriteLine($"run {run.Id}: {engine.Sequence:N0} inputs replayed from {(recorded ? "the journal alone" : "the journal and its market data")}");
        Console.WriteLine($"recorded state {summary.StateHash}, replayed state {hash}: {(hash == summary.StateHash ? "equal" : "DIFFERENT")}");
        return hash == summary.StateHash ? ExitCode.Ok : ExitCode.UnexpectedBug;
    }
}
