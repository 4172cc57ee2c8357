using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Live;
using Ats.Server.Runs;
using Ats.Server.Settings;
using Ats.Server.Trading;
using Ats.Simulation;
using Ats.Storage;

namespace Ats.Server.Paper;

/// <summary>
/// Puts a paper contest together and starts it: rules and data from the public interface, fills by the simulated exchange with the book
/// model and the stated latency and fees, the books of the run before. Orders that worked when the run before ended are cancelled.
/// </summary>
public sealed class PaperStarter(LiveSettings settings, TimeProvider time, Action<string> say)
{
    private const string Unprotected = "unprotected-position";
    private const decimal MostLeverage = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly BybitEnvironment _environment = settings.Paper.Address is { } address ? BybitEnvironment.Simulated(new Uri(address)) : BybitEnvironment.MainnetData;
    private readonly ServerClock _clock = new(time);

    /// <exception cref="SettingsException">Something about instruments, arms or the journal forbids it; the message says what to do.</exception>
    /// <exception cref="IOException">The exchange does not answer.</exception>
    public async Task<PaperContest> StartAsync(CancellationToken cancel)
    {
        var budget = new RateBudget(time);
        var rest = new BybitRest(_environment, budget, _clock, time);
        PaperContest? contest = null;
        try
        {
            ContestStarter.Need(await rest.MeasureClockAsync(cancel).ConfigureAwait(false), "its clock");
            var instruments = await InstrumentsAsync(rest, cancel).ConfigureAwait(false);
            var previous = PreviousRun.Find(settings.Journal, settings.Environment, TimeSpan.Zero);
            if (previous is not null) say($"going on with contest {previous.Record.ContestId}: {previous.Carry.Count} arms, segment {previous.Record.Segment + 1}{(previous.WasFinished ? "" : "; the last one was cut short")}");
            var record = Record(instruments, previous);
            var arms = LiveArms.Plan(record.Settings, instruments);
            ContestStarter.CheckArms(arms, previous);
            (contest, var parts) = Compose(rest, instruments, arms, record);
            contest.Own(budget);
            await BringUpAsync(contest, parts, cancel).ConfigureAwait(false);
            return contest;
        }
        catch
        {
            if (contest is not null)
            {
                await contest.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            rest.Dispose();
            budget.Dispose();
            throw;
        }
    }

    private async Task<Instrument[]> InstrumentsAsync(BybitRest rest, CancellationToken cancel)
    {
        var found = new List<Instrument>();
        foreach (var text in settings.Instruments)
        {
            if (!InstrumentId.TryParse(text, out var id) || id.Exchange != "bybit" || id.Kind == ContractKind.InversePerpetual)
                throw new SettingsException($"instruments: '{text}' cannot be traded on paper: write bybit:linear:SYMBOL or bybit:spot:SYMBOL.");
            var rows = ContestStarter.Need(await rest.Market.InstrumentsAsync(id.Kind.ToCategory(), id.Symbol, cancel).ConfigureAwait(false), $"instrument {id}");
            var info = rows.FirstOrDefault(r => r.Instrument.Id == id) ?? throw new SettingsException($"instruments: the exchange does not list '{text}'.");
            var instrument = info.Instrument;
            found.Add(instrument with
            {
                IsTrading = info.IsTrading,
                MaxLeverage = Math.Min(MostLeverage, instrument.MaxLeverage),
                Fees = new FeeSchedule(settings.Paper.MakerFeeBps / 10_000m ?? instrument.Fees.MakerRate, settings.Paper.TakerFeeBps / 10_000m ?? instrument.Fees.TakerRate),
            });
        }

        return [.. found];
    }

    private LiveRecord Record(IReadOnlyList<Instrument> instruments, PreviousRun? previous) => new()
    {
        ContestId = previous?.Record.ContestId ?? ContestStarter.NewContestId(time),
        Segment = (previous?.Record.Segment ?? 0) + 1,
        // No exchange holds a stop of last resort for a paper position: when this program is gone, so is its market.
        Settings = settings with { Limits = new Dictionary<string, double>(settings.Limits) { [Unprotected] = double.NaN } },
        Instruments = [.. instruments.Select(InstrumentRecord.Of)],
        Carry = previous?.Carry ?? [],
        TotalCarry = previous?.TotalCarry,
    };

    private (PaperContest Contest, PaperParts Parts) Compose(BybitRest rest, Instrument[] instruments, IReadOnlyList<ArmSettings> arms, LiveRecord record)
    {
        var paper = settings.Paper;
        var run = new Run(
            new RunId($"{time.GetUtcNow():yyyyMMdd-HHmmssfff}-{record.ContestId}-{record.Segment}"), TradingMode.Paper, Timestamp.FromDateTime(time.GetUtcNow()),
            settings.Seed, BuildInfo.Version, BuildInfo.Commit, "", record.ToJson());
        var assumed = new BacktestSettings
        {
            Fill = FillModelKind.Book,
            Latency = LatencyModel.FromMilliseconds(paper.EntryLatencyMilliseconds, paper.ReportLatencyMilliseconds),
            Slippage = new SlippageModel(paper.SlippageBps),
            Engine = LiveArms.Engine(record.Settings),
        };
        var journal = (IDurableJournal)JournalStore.Open(settings.Journal, JournalKind.All, everyDecision: false);
        journal.Begin(run);
        var tap = new LiveTap(arms.Count);
        var desk = new Backtest(assumed, instruments, arms, new TeeJournal(journal, tap));
        desk.Engine.Restore(record.Carry, record.TotalCarry);
        desk.RestoreAccounts();
        var publisher = new ViewPublisher(instruments, time);
        PaperContest? contest = null;
        var loop = new EngineLoop(desk.Engine, time, publisher.AfterBatch, e => contest!.OnFault(e), new PaperFeed(desk));
        var timing = new ContestTiming();
        var rules = new RulesWatch(instruments, rest, withFees: false, command => loop.Send(command), time, timing.Rules, timing.RulesSoonest, say);
        var parts = new PaperParts(run, record, instruments, arms, desk, loop, tap, publisher, journal, rest, _clock, new StreamBoard(time), rules);
        contest = new PaperContest(parts, time);
        return (contest, parts);
    }

    private async Task BringUpAsync(PaperContest contest, PaperParts parts, CancellationToken cancel)
    {
        var left = parts.Desk.Engine.Arms.SelectMany(a => a.Legs).SelectMany(l => l.WorkingOrders.Select(o => (o.Id, l.InstrumentIndex))).ToList();
        parts.Loop.Start();
        if (settings.WarmUpMinutes > 0)
        {
            var bars = await WarmUpBars.ReadAsync(parts.Rest, _clock.Now, parts.Instruments, settings.WarmUpMinutes, cancel).ConfigureAwait(false);
            foreach (var bar in bars) parts.Loop.Post(in bar);
            say($"warmed up on {bars.Count:N0} one-minute bars");
        }

        Stream(contest, parts);
        contest.Background(contest.KeepClockAsync);
        contest.Background(contest.LifeSign.KeepAsync);
        await UntilAsync(() => parts.Board.IsLive("public"), "its public stream", cancel).ConfigureAwait(false);
        await UntilAsync(() => contest.View is { } view && view.Markets.All(m => m.Bid > 0 && m.Ask > 0 && m.Mark > 0), "market data", cancel).ConfigureAwait(false);
        foreach (var (id, instrument) in left) parts.Loop.Post(new OrderEvent(OrderEventKind.Cancelled, id, instrument, parts.Loop.Now, parts.Loop.Now));
        if (await contest.LifeSign.HonourNoteAsync(cancel).ConfigureAwait(false)) say("a halt note lay beside the journal: every arm starts halted; 'ats resume' lets them trade");
        await contest.Send(new OperatorCommand(OperatorCommandKind.BeginTrading, OperatorCommand.AllArms, default) { Actor = "start" }, cancel).ConfigureAwait(false);
        parts.Publisher.Ask();
        var paper = settings.Paper;
        say($"paper trading has begun on {_environment}: {parts.Arms.Count} arms on {string.Join(", ", parts.Instruments.Select(i => i.Id))}; orders take {paper.EntryLatencyMilliseconds:0.###} ms there and {paper.ReportLatencyMilliseconds:0.###} ms back, fills are made here from the book");
    }

    /// <summary>One connection for each category.</summary>
    private void Stream(PaperContest contest, PaperParts parts)
    {
        var feed = new MarketFeed(parts.Loop, parts.Board, time, [.. parts.Instruments.Select(_ => new FundingWatch())]);
        foreach (var stream in MarketFeed.Streams(_environment, parts.Instruments, feed, new StreamSettings(), time))
        {
            contest.Own(stream);
            contest.Background(stream.RunAsync);
        }
    }

    private async Task UntilAsync(Func<bool> condition, string what, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (!condition())
        {
            if (time.GetElapsedTime(begun) > Patience) throw new IOException($"The exchange at {_environment} did not give {what} within {Patience.TotalSeconds:0} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel).ConfigureAwait(false);
        }
    }
}
