using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Runs;
using Ats.Server.Settings;
using Ats.Server.Trading;
using Ats.Storage;

namespace Ats.Server.Live;

/// <summary>
/// Puts a contest together and starts it: rules and fees from the exchange, the books of the run before, the journal, the engine warmed up
/// on history, connections, the account taken over, and then trading.
/// </summary>
public sealed class ContestStarter(LiveSettings settings, ContestAccess access, TimeProvider time, Action<string> say)
{
    private readonly ServerClock _clock = new(time);
    private readonly InterferenceMeter _meter = new();

    public ContestTiming Timing { get; init; } = new();

    /// <summary>False only where the exchange has no rate limits (a simulated one with them off).</summary>
    public bool EnforcesRates { get; init; } = true;

    /// <summary>Opens the journal of the run.</summary>
    internal Func<string, IDurableJournal> OpenJournal { get; init; } = location => (IDurableJournal)JournalStore.Open(location, JournalKind.All, everyDecision: false);

    /// <exception cref="SettingsException">Something about keys, account, instruments or the journal forbids it; the message says what to do.</exception>
    /// <exception cref="IOException">The exchange does not answer.</exception>
    public async Task<LiveContest> StartAsync(CancellationToken cancel)
    {
        var budget = new RateBudget(time) { Enforced = EnforcesRates, Granted = _meter.Granted };
        var rest = new BybitRest(access.Credentials, budget, _clock, time, Timing.Rest);
        Need(await rest.MeasureClockAsync(cancel).ConfigureAwait(false), "its clock");
        var instruments = await InstrumentsAsync(rest, cancel).ConfigureAwait(false);
        await CheckKeyAsync(rest, instruments, cancel).ConfigureAwait(false);
        await PrepareAccountAsync(rest, instruments, cancel).ConfigureAwait(false);
        var previous = PreviousRun.Find(settings.Journal, settings.Environment, Timing.Overlap);
        var arms = LiveArms.Plan(settings, instruments);
        if (previous is not null) say($"going on with contest {previous.Record.ContestId}: {previous.Carry.Count} arms, segment {previous.Record.Segment + 1}{(previous.WasFinished ? "" : "; the last one was cut short")}");
        if (previous is { Record.Settings: var before } && (before.Seed != settings.Seed || before.Exchange.Market != settings.Exchange.Market))
            say($"note: this contest began on market {before.Exchange.Market}, seed {before.Seed}, and goes on with {settings.Exchange.Market}, seed {settings.Seed}: name another journal and exchange.state to begin a new one");
        CheckArms(arms, previous);
        var books = new AccountBooks(instruments);
        var record = await RecordAsync(rest, instruments, arms, previous, books, cancel).ConfigureAwait(false);
        var contest = Compose(rest, budget, instruments, arms, previous, record, books);
        try
        {
            await BringUpAsync(contest.Parts, contest.Contest, previous, cancel).ConfigureAwait(false);
            return contest.Contest;
        }
        catch
        {
            await contest.Contest.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal static T Need<T>(Outcome<T> outcome, string what) => outcome switch
    {
        Outcome<T>.Ok ok => ok.Value,
        Outcome<T>.Refused refused => throw new SettingsException($"The exchange refused {what}: {refused.Info.Meaning} (code {refused.Info.Code}: {refused.Message})."),
        _ => throw new IOException($"The exchange did not answer about {what}: {outcome}."),
    };

    private async Task<Instrument[]> InstrumentsAsync(BybitRest rest, CancellationToken cancel)
    {
        var found = new List<Instrument>();
        foreach (var text in settings.Instruments)
        {
            var id = InstrumentId.Parse(text);
            var (category, spot) = (id.Kind.ToCategory(), id.Kind == ContractKind.Spot);
            var rows = Need(await rest.Market.InstrumentsAsync(category, id.Symbol, cancel).ConfigureAwait(false), $"instrument {id}");
            var info = rows.FirstOrDefault(r => r.Instrument.Id == id) ?? throw new SettingsException($"instruments: the exchange does not list '{text}'.");
            if (!info.IsTrading) say($"note: '{text}' is not trading now (status {info.Status}): no orders on it until it is");
            var fees = Need(await rest.Account.FeesAsync(category, id.Symbol, spot ? FeeSchedule.BybitSpot : FeeSchedule.BybitLinear, cancel).ConfigureAwait(false), $"fees of {id}");
            found.Add(info.Instrument with { Fees = fees.Fees, IsTrading = info.IsTrading, FeesInReceived = spot });
        }

        if (found.FirstOrDefault(i => i.Quote != found[0].Quote) is { } other) throw new SettingsException($"instruments: {other.Id} is quoted in {other.Quote.Code}, {found[0].Id} in {found[0].Quote.Code}: one contest has one quote coin.");
        return found.Exists(i => i.IsTrading) ? [.. found] : throw new SettingsException($"instruments: none of {string.Join(", ", settings.Instruments)} is trading now.");
    }

    private static async Task CheckKeyAsync(BybitRest rest, IReadOnlyList<Instrument> instruments, CancellationToken cancel)
    {
        var key = Need(await rest.Account.KeyAsync(cancel).ConfigureAwait(false), "the API key");
        var objections = instruments.SelectMany(i => key.Objections(BybitGateway.CategoryOf(i))).Distinct().ToList();
        if (objections.Count > 0) throw new SettingsException($"This API key will not be traded with: {string.Join("; ", objections)}.");
    }

    private static async Task PrepareAccountAsync(BybitRest rest, IReadOnlyList<Instrument> instruments, CancellationToken cancel)
    {
        foreach (var instrument in instruments.Where(i => i.Kind != ContractKind.Spot))
        {
            Need(await rest.Positions.SwitchModeAsync(instrument.Id.Symbol, hedge: false, cancel).ConfigureAwait(false), $"one-way mode of {instrument.Id}");
            Need(await rest.Positions.SetLeverageAsync(instrument.Id.Symbol, Math.Min(10, instrument.MaxLeverage), cancel).ConfigureAwait(false), $"leverage of {instrument.Id}");
        }
    }

    internal static void CheckArms(IReadOnlyList<ArmSettings> arms, PreviousRun? previous)
    {
        if (previous is null) return;
        IReadOnlyList<Instrument> instruments = [.. previous.Record.Instruments.Select(i => i.ToInstrument())];
        var before = LiveArms.Plan(previous.Record.Settings, instruments).ToDictionary(a => a.Name, StringComparer.Ordinal);
        foreach (var arm in arms)
        {
            if (before.TryGetValue(arm.Name, out var old) && old.Strategy != arm.Strategy)
                throw new SettingsException($"arms: '{arm.Name}' was {old.Strategy} and is now {arm.Strategy}: changed parameters start a new arm, so give it a new name.");
        }

        // Less than a lot, left over where fees are taken out of the coins, cannot be sold and does not count.
        var lots = instruments.ToDictionary(i => i.Id.ToString(), i => i.FeesInReceived ? i.LotSize.Raw : 1, StringComparer.Ordinal);
        var gone = previous.Carry.Where(c => arms.All(a => a.Name != c.Arm) && c.Legs.Any(l => Math.Abs(l.Position.Raw) >= lots.GetValueOrDefault(l.Instrument, 1) || l.Working.Count > 0)).Select(c => c.Arm).ToList();
        if (gone.Count > 0) throw new SettingsException($"arms: {string.Join(", ", gone)} still hold positions from before: keep them in the settings, or flatten them first.");
    }

    private async Task<LiveRecord> RecordAsync(BybitRest rest, IReadOnlyList<Instrument> instruments, IReadOnlyList<ArmSettings> arms, PreviousRun? previous, AccountBooks books, CancellationToken cancel)
    {
        var coin = instruments[0].Quote.Code;
        var found = await OpeningBooks.ReadAsync(rest, instruments, _clock.Now + (-Timing.Overlap.Ticks * 100), previous is null ? TimeSpan.Zero : Timing.SecondLook, time, cancel).ConfigureAwait(false);
        if (previous is null && found.Positions.Count > 0)
            throw new SettingsException($"The account holds a position in {instruments[found.Positions[0].Instrument].Id} that is not this contest's: close it, or use an account of its own.");
        var needed = arms.Where(a => previous?.Carry.All(c => c.Arm != a.Name) ?? true).Sum(a => a.Capital);
        var gone = previous?.Carry.Where(c => arms.All(a => a.Name != c.Arm)).ToList() ?? [];
        // What an arm that is no longer there had is nobody's now.
        var free = (previous?.Record.Unallocated ?? found.Wallet) + gone.Sum(c => c.QuoteBalances[(int)LedgerAccount.Cash]);
        if (free < needed) throw new SettingsException($"The account has {free:0.##} {coin} that no arm has, the {(previous is null ? "" : "new ")}arms' capital is {needed:0.##}: lower capital, or fund the account.");
        var (coins, owned) = Coins(instruments, previous, gone, found);
        books.Open(found.Wallet, [.. found.Positions, .. owned], found.Included, found.Since);
        return new LiveRecord
        {
            ContestId = previous?.Record.ContestId ?? NewContestId(time),
            Segment = (previous?.Record.Segment ?? 0) + 1,
            Settings = settings,
            Instruments = [.. instruments.Select(InstrumentRecord.Of)],
            Carry = previous?.Carry ?? [],
            TotalCarry = previous?.TotalCarry,
            Unallocated = free - needed,
            UnallocatedCoins = coins,
        };
    }

    /// <summary>Of every spot coin what no arm has (as the run before knew it; else what is there beyond the arms'), and what is the arms' in the account now.</summary>
    private static (Dictionary<string, decimal> Free, List<(short, decimal, decimal)> Owned) Coins(IReadOnlyList<Instrument> instruments, PreviousRun? previous, List<ArmCarry> gone, OpeningBooks found)
    {
        var free = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var owned = new List<(short, decimal, decimal)>();
        for (short i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].Kind != ContractKind.Spot) continue;
            var (coin, id) = (instruments[i].Base.Code, instruments[i].Id.ToString());
            free[coin] = previous?.Record.UnallocatedCoins.TryGetValue(coin, out var known) == true ? known + Of(gone) : found.Coins[coin] - Of(previous?.Carry ?? []);
            owned.Add((i, found.Coins[coin] - free[coin], 0));

            decimal Of(IEnumerable<ArmCarry> arms) => arms.SelectMany(c => c.Legs).Where(l => l.Instrument == id).Sum(l => l.BaseBalances[(int)LedgerAccount.Inventory]);
        }

        return (free, owned);
    }

    /// <summary>Ten letters and digits: the start in base 36, so that names sort by time.</summary>
    internal static string NewContestId(TimeProvider time)
    {
        const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        var left = time.GetUtcNow().ToUnixTimeMilliseconds();
        var text = new char[10];
        for (var i = text.Length - 1; i >= 0; i--, left /= 36) text[i] = Digits[(int)(left % 36)];
        return new string(text);
    }

    private (LiveContest Contest, ContestParts Parts) Compose(BybitRest rest, RateBudget budget, Instrument[] instruments, IReadOnlyList<ArmSettings> arms, PreviousRun? previous, LiveRecord record, AccountBooks books)
    {
        var now = Timestamp.FromDateTime(time.GetUtcNow());
        var run = new Run(
            new RunId($"{time.GetUtcNow():yyyyMMdd-HHmmssfff}-{record.ContestId}-{record.Segment}"), settings.Environment == TradingEnvironment.Paper ? TradingMode.Paper : TradingMode.Live, now,
            settings.Seed, BuildInfo.Version, BuildInfo.Commit, "", record.ToJson());
        var journal = OpenJournal(settings.Journal);
        journal.Begin(run);
        var tap = new LiveTap(arms.Count);
        var links = new OrderLinks(record.ContestId);
        EngineLoop? loop = null;
        LiveContest? contest = null;
        // Spot and linear have the same symbols.
        var symbols = instruments.Select((instrument, i) => (Key: (BybitGateway.CategoryOf(instrument), instrument.Id.Symbol), Index: (short)i)).ToDictionary(s => s.Key, s => s.Index);
        var holdings = new NetHoldings(arms.Count, instruments);
        var tracker = new OrderTracker(links, row => symbols.GetValueOrDefault((row.Category, row.Symbol), (short)-1), holdings, books.Book, word => loop!.Post(in word), _meter);
        var board = new StreamBoard(time);
        var trade = access.Environment.TradeStream is not null ? new TradeStream(access.Credentials, _clock, budget, new TradeEvents(board), Timing.Streams, time) : null;
        var gateway = new BybitGateway(instruments, rest, trade, links, tracker, journal, time, Timing);
        var engine = new TradingEngine(LiveArms.Engine(settings), instruments, arms, gateway, new TeeJournal(journal, tap));
        gateway.Market = engine.MarketOf;
        engine.Restore(record.Carry, record.TotalCarry);
        TakeOver(engine, tracker, holdings, previous, now);
        var publisher = new ViewPublisher(instruments, time);
        loop = new EngineLoop(engine, time, publisher.AfterBatch, e => contest!.OnFault(e), afterInput: gateway.Dispatch);
        var reconciler = new Reconciler(instruments, rest, gateway, tracker, links, books, publisher.FreshAsync, record.Unallocated, record.UnallocatedCoins, time, Timing);
        var stops = new LastResortStops(instruments, rest, tracker, i => MarkOf(publisher, i), (i, side) => loop.Send(ProtectionOf(i, side)), settings.LastResortStopPercent);
        var rules = new RulesWatch(instruments, rest, withFees: true, command => loop.Send(command), time, Timing.Rules, Timing.RulesSoonest, say);
        gateway.Rules = rules;
        var parts = new ContestParts(
            run, record, instruments, arms, engine, loop, tap, publisher, journal, rest, budget, _clock, board, gateway, tracker, reconciler, stops, books, _meter, rules, previous?.Since ?? _clock.Now, Timing);
        contest = new LiveContest(parts, time);
        board.Changed += contest.OnStream;
        if (trade is not null) contest.Background(trade.RunAsync);
        return (contest, parts);
    }

    /// <summary>What the arms hold and have open goes into the tracker's books too.</summary>
    private static void TakeOver(TradingEngine engine, OrderTracker tracker, NetHoldings holdings, PreviousRun? previous, Timestamp now)
    {
        foreach (var arm in engine.Arms)
        {
            foreach (var leg in arm.Legs)
            {
                var held = leg.Instrument.Kind == ContractKind.Spot ? leg.Coins : leg.Position.Quantity.ToDecimal();
                if (held != 0) holdings.Add(arm.Index, leg.InstrumentIndex, held > 0 ? Side.Buy : Side.Sell, Math.Abs(held));
                foreach (var order in leg.WorkingOrders) tracker.TakeOver(order.Intent, now, order.Filled);
            }
        }

        if (previous is not null) tracker.Booked(previous.Booked);
    }

    /// <summary>The stop covers the whole position whatever its size, so what it covers is reported as without bound.</summary>
    private static OperatorCommand ProtectionOf(short instrument, int side) => new(OperatorCommandKind.ReportProtection, OperatorCommand.AllArms, default)
    {
        Instrument = instrument,
        Side = side > 0 ? Side.Sell : Side.Buy,
        Quantity = side == 0 ? Quantity.Zero : Quantity.FromDecimal(1_000_000_000m),
        Actor = "stops",
    };

    private static Price MarkOf(ViewPublisher publisher, short instrument) =>
        publisher.View is { } view ? Price.FromDecimal(view.Markets[instrument].Mark) : Price.Zero;

    private async Task BringUpAsync(ContestParts parts, LiveContest contest, PreviousRun? previous, CancellationToken cancel)
    {
        parts.Loop.Start();
        contest.Background(contest.LifeSign.KeepAsync);
        parts.Gateway.Start();
        await WarmUpAsync(parts, cancel).ConfigureAwait(false);
        foreach (var stream in MarketFeed.Streams(access.Environment, parts.Instruments, new MarketFeed(parts.Loop, parts.Board, time), Timing.Streams, time)) contest.Background(stream.RunAsync);
        var account = new AccountFeed(parts.Tracker, parts.Stops, parts.Board);
        contest.Background(new PrivateStream(access.Credentials, _clock, account, Timing.Streams, time).RunAsync);
        await UntilAsync(() => parts.Board.IsLive("public") && parts.Board.IsLive("private"), "its streams", cancel).ConfigureAwait(false);
        await UntilAsync(() => contest.View is { } view && view.Markets.All(m => m.Mark > 0), "market data", cancel).ConfigureAwait(false);
        await UntilAsync(() => contest.SynchroniseAsync(cancel), "open orders and executions", cancel).ConfigureAwait(false);
        contest.Background(contest.KeepHouseAsync);
        if (await contest.LifeSign.HonourNoteAsync(cancel).ConfigureAwait(false)) say("a halt note lay beside the journal: every arm starts halted; 'ats resume' lets them trade");
        await contest.Send(new OperatorCommand(OperatorCommandKind.BeginTrading, OperatorCommand.AllArms, default) { Actor = "start" }, CancellationToken.None).ConfigureAwait(false);
        parts.Publisher.Ask();
        say($"trading has begun: {parts.Arms.Count} arms on {string.Join(", ", parts.Instruments.Select(i => i.Id))}");
    }

    /// <summary>Shows strategies the last minutes, in order of time over all instruments.</summary>
    private async Task WarmUpAsync(ContestParts parts, CancellationToken cancel)
    {
        if (settings.WarmUpMinutes == 0) return;
        var bars = await WarmUpBars.ReadAsync(parts.Rest, _clock.Now, parts.Instruments, settings.WarmUpMinutes, cancel).ConfigureAwait(false);
        foreach (var bar in bars) parts.Loop.Post(in bar);
        say($"warmed up on {bars.Count:N0} one-minute bars");
    }

    private Task UntilAsync(Func<bool> condition, string what, CancellationToken cancel) => UntilAsync(() => Task.FromResult(condition()), what, cancel);

    private async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (!await condition().ConfigureAwait(false))
        {
            if (time.GetElapsedTime(begun) > Timing.Start) throw new IOException($"The exchange at {access.Environment} did not give {what} within {Timing.Start.TotalSeconds:0} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel).ConfigureAwait(false);
        }
    }
}
