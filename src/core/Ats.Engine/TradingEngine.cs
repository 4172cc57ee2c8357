using System.Runtime.CompilerServices;
using Ats.Domain;

namespace Ats.Engine;

/// <summary>
/// One synchronous engine, fed one ordered stream of inputs, on one clock. Backtest, paper and live differ only in who feeds it and what
/// stands behind the gateway. Not thread-safe by design: one reader feeds it.
/// </summary>
public sealed class TradingEngine
{
    private readonly EngineSettings _settings;
    private readonly IJournal _journal;
    private readonly InstrumentState[] _instruments;
    private readonly Arm[] _arms;
    private readonly ArmDesk _desk;
    private readonly bool _logsMarket;
    private readonly bool _logsOrderEvents;
    private Timestamp _nextSample = Timestamp.MaxValue;
    private Timestamp _nextMark = Timestamp.MaxValue;
    private Timestamp _nextBar = Timestamp.MaxValue;
    private bool _started;

    /// <summary>Everything was marked and nothing has happened since: marking again would change nothing.</summary>
    private bool _marked;

    public TradingEngine(EngineSettings settings, IReadOnlyList<Instrument> instruments, IEnumerable<ArmSettings> arms, IOrderGateway gateway, IJournal journal)
    {
        _settings = settings;
        _journal = journal;
        _instruments = [.. instruments.Select(i => new InstrumentState(i))];
        _arms = [.. arms.Select((a, index) => new Arm(index, a, [.. a.Instruments.Select(i => instruments[i])], journal))];
        _logsMarket = journal.Kinds.HasFlag(JournalKind.Market);
        _logsOrderEvents = journal.Kinds.HasFlag(JournalKind.OrderEvent);
        _desk = new ArmDesk(settings, _instruments, gateway, journal, Clock);
        for (short i = 0; i < _instruments.Length; i++) Subscribe(i);
    }

    public Clock Clock { get; } = new();

    public IReadOnlyList<Arm> Arms => _arms;

    /// <summary>Number of the last input taken; the first is 1.</summary>
    public long Sequence => _desk.Sequence;

    /// <summary>Next moment at which the engine has something to do by itself (a bar to close, equity to sample).</summary>
    public Timestamp NextTimer { get; private set; } = Timestamp.MaxValue;

    /// <summary>Hash of every decision, order and fill so far and of all balances.</summary>
    public StateHash StateHash
    {
        get
        {
            var hash = _desk.Hash;
            foreach (var arm in _arms)
            {
                hash.Add(arm.Ledger.Cash);
                foreach (var leg in arm.Legs) hash.Add(leg.Position.Quantity.Raw);
            }

            return hash;
        }
    }

    /// <summary>What positions on an instrument are valued at now; zero before the first price.</summary>
    public Price MarkOf(short instrument) => new(_instruments[instrument].Mark);

    /// <summary>Takes a market event. Timers due before it fire first, at their own time.</summary>
    public void Handle(in MarketEvent market)
    {
        if (!_started) Start(market.ReceiveTime);
        if (market.ReceiveTime >= NextTimer) AdvanceTo(market.ReceiveTime);
        Clock.Advance(market.ReceiveTime);
        _marked = false;
        _desk.Sequence++;
        if (_logsMarket) _journal.Market(_desk.Sequence, in market);
        var state = _instruments[market.Instrument];
        switch (market.Kind)
        {
            case MarketEventKind.Bar:
                OnBar(state, market.AsBar());
                break;
            case MarketEventKind.Trade:
                OnTrade(state, market.AsTrade());
                break;
            case MarketEventKind.Quote:
                OnQuote(state, market.AsQuote());
                break;
            case MarketEventKind.BookLevel:
                OnBookLevel(state, in market);
                break;
            case MarketEventKind.Mark or MarketEventKind.Funding:
                break;
            default:
                throw new InvalidOperationException($"Unknown market event kind {market.Kind}.");
        }
    }

    /// <summary>Takes word from the exchange about an order or a position.</summary>
    public void Handle(in OrderEvent orderEvent)
    {
        if (orderEvent.ReceiveTime >= NextTimer) AdvanceTo(orderEvent.ReceiveTime);
        Clock.Advance(orderEvent.ReceiveTime);
        _marked = false;
        _desk.Sequence++;
        if (_logsOrderEvents) _journal.OrderEvent(_desk.Sequence, in orderEvent);
        _desk.Handle(_arms[orderEvent.Order.Arm], in orderEvent);
    }

    /// <summary>Fires every timer due by a moment, in time order.</summary>
    public void AdvanceTo(Timestamp time)
    {
        while (FireNext(time))
        {
            // Each pass fires one timer and plans the next.
        }
    }

    /// <summary>
    /// Fires the earliest timer due by a moment and says whether there was one. At one moment: marks, then bars, then the equity sample;
    /// the sample of a moment waits until the moment is over, so that it includes everything that happened at it.
    /// </summary>
    public bool FireNext(Timestamp limit)
    {
        if (NextTimer > limit) return false;
        if (_nextMark <= limit && _nextMark <= _nextSample && _nextMark <= _nextBar)
        {
            if (_marked) SkipMarks(limit);
            Clock.Advance(_nextMark);
            MarkAll();
            _marked = true;
            _nextMark = new Timestamp(_nextMark.Nanoseconds + Timestamp.NanosecondsPerSecond);
        }
        else if (_nextBar <= limit && _nextBar <= _nextSample)
        {
            Clock.Advance(_nextBar);
            _marked = false;
            CloseBars(_nextBar);
        }
        else if (_nextSample < limit)
        {
            Sample(_nextSample);
            _nextSample = new Timestamp(_nextSample.Nanoseconds + _settings.EquityInterval.Nanoseconds);
        }
        else
        {
            return false;
        }

        PlanTimers();
        return true;
    }

    /// <summary>Ends the run: the last sample of equity, and the journal's summary. Positions stay as they are, marked at the last price.</summary>
    public RunSummary Finish(RunId run, Timestamp wallTime)
    {
        MarkAll();
        if (_started) Sample(Clock.Now);
        var summary = new RunSummary(run, Sequence, StateHash.ToString(), wallTime);
        _journal.End(summary);
        return summary;
    }

    private void Subscribe(short instrument)
    {
        var state = _instruments[instrument];
        state.Legs = [.. _arms.SelectMany(a => a.Legs).Where(l => l.InstrumentIndex == instrument)];
        state.TradeLegs = [.. state.Legs.Where(l => l.Arm.Strategy.Needs.HasFlag(MarketNeeds.Trades))];
        state.QuoteLegs = [.. state.Legs.Where(l => l.Arm.Strategy.Needs.HasFlag(MarketNeeds.Quotes) || l.Arm.Sheet is not null)];
        state.BookLegs = [.. state.Legs.Where(l => l.Arm.Strategy.Needs.HasFlag(MarketNeeds.Book))];
        state.Feeds = [.. state.Legs.Where(l => l.Arm.NeedsBars).GroupBy(l => l.Arm.Settings.Interval).OrderBy(g => g.Key.Milliseconds)
            .Select(g => new BarFeed(instrument, g.Key) { Legs = [.. g] })];
    }

    private void Start(Timestamp time)
    {
        _started = true;
        Clock.Advance(time);
        foreach (var arm in _arms) arm.Start(_desk.Sequence, time);
        Sample(time);
        _nextSample = BarBuilder.CloseAfter(time, _settings.EquityInterval);
        PlanTimers();
    }

    private void OnBar(InstrumentState state, in Bar bar)
    {
        state.HasBars = true;
        state.Last = bar.Close.Raw;
        MarkLegs(state.Legs, in bar);
        foreach (var feed in state.Feeds)
        {
            if (feed.Interval.Milliseconds == bar.Interval.Milliseconds) Dispatch(state, feed, in bar);
            else if (feed.Interval.Milliseconds > bar.Interval.Milliseconds) Aggregate(state, feed, in bar);
        }
    }

    private static void MarkLegs(ArmLeg[] legs, in Bar bar)
    {
        // Prices are divided once a bar, not once an arm, and only when somebody holds something.
        double low = 0, high = 0, close = 0;
        foreach (var leg in legs)
        {
            if (leg.Held == 0) continue;
            if (close == 0)
            {
                low = bar.Low.ToDouble();
                high = bar.High.ToDouble();
                close = bar.Close.ToDouble();
            }

            leg.Mark(low, high, close);
        }
    }

    private void Aggregate(InstrumentState state, BarFeed feed, in Bar bar)
    {
        var builder = feed.Builder;
        if (bar.CloseTime - builder.LastUpdate > _settings.GapFor(feed.Interval)) builder.Reset();
        while (builder.NextClose < bar.CloseTime) Dispatch(state, feed, builder.Emit());
        builder.Add(in bar);
        if (builder.NextClose <= bar.CloseTime) Dispatch(state, feed, builder.Emit());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Dispatch(InstrumentState state, BarFeed feed, in Bar bar)
    {
        if (feed.LastClose != Timestamp.MinValue && bar.OpenTime - feed.LastClose > _settings.GapFor(feed.Interval)) Restart(feed.Legs, bar.CloseTime);
        feed.LastClose = bar.CloseTime;
        foreach (var leg in feed.Legs)
        {
            var arm = leg.Arm;
            arm.Observations++;
            if (arm.MeasuresBars) leg.Sizing.OnBar(in bar);
            var standing = arm.Targets[leg.Index];
            arm.Strategy.OnBar(leg.Index, in bar, arm.Targets);
            if (arm.Sheet is null) _desk.Consider(arm);
            else OnQuotingBar(state, leg, in bar);
            // Bars built from ticks are judged second by second, see MarkAll: their extremes may be older than the position.
            if (leg.Held != 0 && state.HasBars && !double.IsNaN(standing.Stop)) _desk.CheckStop(leg, in standing, bar.Low.ToDouble(), bar.High.ToDouble());
        }
    }

    private void OnQuotingBar(InstrumentState state, ArmLeg leg, in Bar bar)
    {
        ((QuotingStrategy)leg.Arm.Strategy).OnBar(in bar);
        if (state.Bid != 0) return;
        // Nobody told the best prices. A maker's order at the last price itself would take as often as not; a tick to either side rests.
        var tick = state.Instrument.TickSize.ToDouble();
        var close = bar.Close.ToDouble();
        if (close > tick) _desk.Requote(leg, close - tick, close + tick);
    }

    private void OnTrade(InstrumentState state, in PublicTrade trade)
    {
        if (!state.HasTrades)
        {
            state.HasTrades = true;
            if (!state.HasBars) foreach (var feed in state.Feeds) feed.Builder.Reset();
        }

        state.Last = trade.Price.Raw;
        if (!state.HasBars) Build(state, trade.Price, trade.Quantity, trade.ReceiveTime);
        foreach (var leg in state.TradeLegs)
        {
            Observe(leg, trade.ReceiveTime);
            leg.Arm.Strategy.OnTrade(leg.Index, in trade, leg.Arm.Targets);
            _desk.Consider(leg.Arm);
        }
    }

    private void OnQuote(InstrumentState state, in Quote quote)
    {
        state.Bid = quote.Bid.Raw;
        state.Ask = quote.Ask.Raw;
        BuildFromMid(state, quote.ReceiveTime);
        foreach (var leg in state.QuoteLegs)
        {
            Observe(leg, quote.ReceiveTime);
            if (leg.Arm.Sheet is not null)
            {
                _desk.Requote(leg, quote.Bid.ToDouble(), quote.Ask.ToDouble());
                continue;
            }

            leg.Arm.Strategy.OnQuote(leg.Index, in quote, leg.Arm.Targets);
            _desk.Consider(leg.Arm);
        }
    }

    private void OnBookLevel(InstrumentState state, in MarketEvent market)
    {
        state.Book.Apply(in market);
        if ((market.Flags & MarketEventFlags.Last) == 0) return;
        var bid = state.Book.BestBid.Price.Raw;
        var ask = state.Book.BestAsk.Price.Raw;
        var moved = bid != state.Bid || ask != state.Ask;
        if (bid > 0 && ask > 0)
        {
            state.Bid = bid;
            state.Ask = ask;
            BuildFromMid(state, market.ReceiveTime);
        }

        foreach (var leg in state.BookLegs)
        {
            Observe(leg, market.ReceiveTime);
            leg.Arm.Strategy.OnBook(leg.Index, state.Book, market.ReceiveTime, leg.Arm.Targets);
            _desk.Consider(leg.Arm);
        }

        if (!moved || bid <= 0 || ask <= 0) return;
        foreach (var leg in state.QuoteLegs)
        {
            if (leg.Arm.Sheet is not null) _desk.Requote(leg, new Price(bid).ToDouble(), new Price(ask).ToDouble());
        }
    }

    private void BuildFromMid(InstrumentState state, Timestamp received)
    {
        if (!state.HasTrades && !state.HasBars) Build(state, new Price(state.Mark), Quantity.Zero, received);
        else if (_nextMark == Timestamp.MaxValue && !state.HasBars) StartMarks(received);
    }

    private void Build(InstrumentState state, Price price, Quantity quantity, Timestamp received)
    {
        foreach (var feed in state.Feeds)
        {
            var starts = feed.Builder.NextClose == Timestamp.MaxValue;
            feed.Builder.Add(price, quantity, received);
            if (starts) PlanTimers();
        }

        if (_nextMark == Timestamp.MaxValue) StartMarks(received);
    }

    private void StartMarks(Timestamp received)
    {
        _nextMark = BarBuilder.CloseAfter(received, BarInterval.OneSecond);
        PlanTimers();
    }

    private void CloseBars(Timestamp due)
    {
        foreach (var state in _instruments)
        {
            if (state.HasBars) continue;
            foreach (var feed in state.Feeds)
            {
                if (feed.Builder.NextClose > due) continue;
                if (due - feed.Builder.LastUpdate > _settings.GapFor(feed.Interval)) feed.Builder.Reset();
                else Dispatch(state, feed, feed.Builder.Emit());
            }
        }
    }

    private void PlanTimers()
    {
        _nextBar = Timestamp.MaxValue;
        foreach (var state in _instruments)
        {
            if (state.HasBars) continue;
            foreach (var feed in state.Feeds)
            {
                if (feed.Builder.NextClose < _nextBar) _nextBar = feed.Builder.NextClose;
            }
        }

        var next = _nextSample < _nextMark ? _nextSample : _nextMark;
        NextTimer = next < _nextBar ? next : _nextBar;
    }

    /// <summary>In a silence only the last mark before something else happens counts: a hole of days is not walked second by second.</summary>
    private void SkipMarks(Timestamp limit)
    {
        var until = limit < _nextSample ? limit : _nextSample;
        if (_nextBar < until) until = _nextBar;
        _nextMark += (until - _nextMark) / Timestamp.NanosecondsPerSecond * Timestamp.NanosecondsPerSecond;
    }

    private void MarkAll()
    {
        foreach (var state in _instruments)
        {
            var mark = new Price(state.Mark).ToDouble();
            if (mark <= 0) continue;
            foreach (var leg in state.Legs)
            {
                if (leg.Held == 0) continue;
                leg.Mark(mark, mark, mark);
                if (!state.HasBars) _desk.CheckStop(leg, leg.Arm.Targets[leg.Index], mark, mark);
            }
        }
    }

    private void Sample(Timestamp time)
    {
        foreach (var arm in _arms)
        {
            arm.CountExposure();
            var exposure = 0.0;
            foreach (var leg in arm.Legs) exposure += leg.Exposure(new Price(_instruments[leg.InstrumentIndex].Mark).ToDouble());
            _journal.Equity(_desk.Sequence, new EquityPoint(arm.Index, time, arm.Equity, exposure));
        }
    }

    /// <summary>Counts what a strategy without bars is shown; after a hole it starts afresh, as one with bars does.</summary>
    private void Observe(ArmLeg leg, Timestamp time)
    {
        var arm = leg.Arm;
        if (arm.NeedsBars) return;
        if (leg.LastSeen != Timestamp.MinValue && time - leg.LastSeen > _settings.GapFor(arm.Settings.Interval)) arm.Restart(time);
        leg.LastSeen = time;
        arm.Observations++;
    }

    private static void Restart(ArmLeg[] legs, Timestamp close)
    {
        foreach (var leg in legs) leg.Arm.Restart(close);
    }
}
