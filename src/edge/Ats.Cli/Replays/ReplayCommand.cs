using System.CommandLine;
using System.Text.Json;
using Ats.Cli.Backtests;
using Ats.Domain;
using Ats.Engine;
using Ats.MarketData;
using Ats.Server.Runs;
using Ats.Storage;

namespace Ats.Cli.Replays;

/// <summary><c>ats replay</c>: re-runs a journaled run from its inputs and compares the state hash.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string?> RunName = new("run") { Description = "Run id; default: the latest in the journal.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Journal = new("--journal") { Description = "The journal: a file or a mongodb:// URL.", Required = true };
    private static readonly Option<string?> Data = new("--data") { Description = "Where the run's market data lies now; default: where it lay. A full journal needs none." };

    public static Command Create()
    {
        var command = new Command("replay", "Run a journaled run again from its recorded inputs and compare the state hash.") { RunName, Journal, Data };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed.GetValue(RunName), parsed.GetValue(Journal)!, parsed.GetValue(Data))));
        return command;
    }

    private static int Execute(string? name, string location, string? data)
    {
        var reader = JournalStore.OpenReader(location);
        using var _ = reader as IDisposable;
        var runs = reader.Runs();
        var run = name is null ? (runs.Count > 0 ? runs[^1] : null) : reader.FindRun(new RunId(name));
        if (run is null) throw new FormatException(runs.Count == 0 ? $"{location} has no runs: journal one first." : $"{location} has no run {name}. It has: {string.Join(", ", runs.Select(r => r.Id))}.");
        if (LiveRecord.TryParse(run.Settings) is { } live) return ReplayLive(reader, run, live, location);
        var summary = reader.Summary(run.Id) ?? throw new MarketDataException(location, $"run {run.Id} never finished, so there is no state hash to compare with: run it again");
        // Forecasts are kept by themselves where the market is told by its hash.
        var recorded = reader.Read(run.Id, JournalKind.Market).Any(e => ((MarketEvent)e.Fact).Kind != MarketEventKind.Forecast);
        using var runner = OpenRunner(run, location, data, recorded);
        var engine = new TradingEngine(runner.EngineSettings, runner.Instruments, runner.Arms, new ReplayGateway(), new MemoryJournal(JournalKind.None));
        var source = recorded ? new JournaledMarket(reader.Read(run.Id, JournalKind.Market)) : runner.Market.CreateSource(runner.Request);
        Feed(engine, run, location, reader.Read(run.Id, recorded ? JournalKind.OrderEvent : JournalKind.OrderEvent | JournalKind.Market), source);
        engine.AdvanceTo(engine.Clock.Now);
        var hash = engine.Finish(run.Id, run.StartedAt).StateHash;
        return Compare(run, summary, engine, hash, recorded ? "the journal alone" : "the journal and its market data");
    }

    /// <summary>A live run: every input is in its journal. One that was cut short has no hash to compare with; its state is said.</summary>
    private static int ReplayLive(IJournalReader reader, Run run, LiveRecord record, string location)
    {
        try
        {
            var engine = LiveReplay.Run(record, reader.Read(run.Id, JournalKind.Inputs));
            if (reader.Summary(run.Id) is { } summary) return Compare(run, summary, engine, engine.StateHash.ToString(), "the journal alone");
            Console.WriteLine($"run {run.Id} was cut short: {engine.Sequence:N0} inputs replayed, state {engine.StateHash}; there is no recorded state to compare with");
            return ExitCode.Ok;
        }
        catch (InvalidDataException e)
        {
            throw new MarketDataException(location, $"run {run.Id} cannot be replayed from this journal ({e.Message}): restore it from a copy", e);
        }
    }

    private static int Compare(Run run, RunSummary summary, TradingEngine engine, string hash, string from)
    {
        Console.WriteLine($"run {run.Id}: {engine.Sequence:N0} inputs replayed from {from}");
        Console.WriteLine($"recorded state {summary.StateHash}, replayed state {hash}: {(hash == summary.StateHash ? "equal" : "DIFFERENT")}");
        if (hash == summary.StateHash) return ExitCode.Ok;
        var versions = run.Commit == BuildInfo.Commit ? $"this same version, {run.Version} {run.Commit}" : $"version {run.Version} {run.Commit}, and this is {BuildInfo.Version} {BuildInfo.Commit}";
        Console.Error.WriteLine($"ats: the run was made by {versions}: the journal was changed, or it is a bug; please report it with the journal");
        return ExitCode.UnexpectedBug;
    }

    private static BacktestRunner OpenRunner(Run run, string location, string? data, bool recorded)
    {
        BacktestRequest request;
        try
        {
            request = JsonSerializer.Deserialize<BacktestRequest>(run.Settings) ?? throw new JsonException("they are null");
        }
        catch (JsonException e)
        {
            throw new MarketDataException(location, $"the settings of run {run.Id} cannot be read ({e.Message.Split('\n')[0]}): restore the journal from a copy", e);
        }

        if (data is not null) request = request with { Data = data };
        var runner = new BacktestRunner(recorded ? request : request with { Recorded = null });
        var found = runner.Market.DataHash;
        if (found == run.DataHash) return runner;
        runner.Dispose();
        throw new MarketDataException(request.Data, $"is not the data of run {run.Id} (its hash is {found}, the run's was {run.DataHash}): bring back that data, or say where it lies with --data");
    }

    private static void Feed(TradingEngine engine, Run run, string location, IEnumerable<JournalEntry> inputs, IMarketEventSource source)
    {
        try
        {
            Replay.Run(engine, inputs, source);
        }
        catch (InvalidOperationException e)
        {
            throw new MarketDataException(location, $"run {run.Id} cannot be replayed from this journal, something in it is missing or damaged ({e.Message.TrimEnd('.')}): restore it from a copy", e);
        }
    }
}
