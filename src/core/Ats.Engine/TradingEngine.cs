using System.Runtime.CompilerServices;
using Ats.Domain;
using Ats.Engine.Risk;

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
    private readonly DeskState _state;
    private readonly ArmDesk _desk;
    private readonly RiskDesk _risk;
    private readonly BarDesk _bars;
    private readonly EngineTimers _timers;
    private readonly CommandDesk _commands;
    private readonly ForecastDesk _forecasts;
    private readonly bool _logsMarket;
    private readonly bool _logsForecasts;
    private readonly bool _logsOrderEvents;
    private readonly bool _logsCommands;
    private bool _started;

    /// <summary>Everything was marked and nothing has happened since: marking again would change nothing.</summary>
    private bool _marked;

    public TradingEngine(EngineSettings settings, IReadOnlyList<Instrument> instruments, IEnumerable<ArmSettings> arms, IOrderGateway gateway, IJournal journal)
    {
        _settings = settings;
        _journal = journal;
        _instruments = [.. instruments.Select(i => new InstrumentState(i))];
        var given = arms.ToArray();
        var total = new RiskWatch(OperatorCommand.AllArms, (double)given.Sum(a => a.Capital), settings.TotalLimits);
        _arms = [.. given.Select((a, index) => new Arm(index, a, [.. a.Instruments.Select(i => _instruments[i])], settings.TotalLimits, total, journal))];
        _logsMarket = journal.Kinds.HasFlag(JournalKind.Market);
        _logsForecasts = journal.Kinds.KeepsMarket(MarketEventKind.Forecast);
        _logsOrderEvents = journal.Kinds.HasFlag(JournalKind.OrderEvent);
        _logsCommands = journal.Kinds.HasFlag(JournalKind.Command);
        _state = new DeskState { IsTrading = settings.TradesAtOnce };
        _timers = new EngineTimers(_instruments);
        var orders = new OrderDesk(_arms, settings.TotalLimits.Any(l => l is IOrderLimit), gateway, journal, Clock, _state);
        _risk = new RiskDesk(_arms, total, _instruments, orders, journal, Clock, _state);
        var log = new DecisionLog(settings, journal, Clock, _state);
        _desk = new ArmDesk(orders, _risk, log, journal, Clock, _state);
        _forecasts = new ForecastDesk(settings, _instruments, _desk, log, _timers, Clock, _state);
        _bars = new BarDesk(settings, _instruments, _desk, _risk, _timers);
        _commands = new CommandDesk(_arms, _instruments, _desk, orders, _risk, _state);
        for (short i = 0; i < _instruments.Length; i++) Subscribe(i);
    }

    public Clock Clock { get; } = new();

    public IReadOnlyList<Arm> Arms => _arms;

    /// <summary>The standing limits on all arms together, and which breaches stand.</summary>
    public RiskWatch Total => _risk.Total;

    /// <summary>The limits of an arm as they stand now, for views.</summary>
    public IReadOnlyList<LimitView> LimitsOf(int arm) => _risk.Views(_arms[arm]);

    /// <summary>The limits on all arms together as they stand now, for views.</summary>
    public IReadOnlyList<LimitView> TotalLimits() => _risk.TotalViews(_settings.TotalLimits);

    /// <summary>Number of the last input taken; the first is 1.</summary>
    public long Sequence => _state.Sequence;

    /// <summary>Next moment at which the engine has something to do by itself (a bar to close, equity to sample).</summary>
    public Timestamp NextTimer => _timers.Next;

    /// <summary>Hash of every decision, order and fill so far and of all balances.</summary>
    public StateHash StateHash
    {
        get
        {
            var hash = _state.Hash;
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

    public MarketSnapshot MarketOf(short instrument)
    {
        var state = _instruments[instrument];
        return new MarketSnapshot(new Price(state.Last), new Price(state.Bid), new Price(state.Ask), new Price(state.Mark), state.ReceivedAt);
    }

    /// <summary>False while a live run warms up.</summary>
    public bool IsTrading => _state.IsTrading;

    /// <summary>Takes a market event. Timers due before it fire first, at their own time.</summary>
    public void Handle(in MarketEvent market)
    {
        if (!_started && _settings.TradesAtOnce) Start(market.ReceiveTime);
        // History closes its bars by itself: one that ends a longer bar belongs to it.
        if (market.ReceiveTime >= _timers.Next && (market.Flags & MarketEventFlags.WarmUp) == 0) AdvanceTo(market.ReceiveTime);
        Clock.Advance(market.ReceiveTime);
        _marked = false;
        _state.Sequence++;
        if (market.Kind == MarketEventKind.Forecast)
        {
            // Not data of the market: it does not make the instrument's data any younger.
            if (_logsForecasts) _journal.Market(_state.Sequence, in market);
            _forecasts.Take(_instruments[market.Instrument], market.AsForecast());
            return;
        }

        if (_logsMarket) _journal.Market(_state.Sequence, in market);
        if (market.Instrument >= 0) _instruments[market.Instrument].ReceivedAt = market.ReceiveTime;
        switch (market.Kind)
        {
            case MarketEventKind.Bar when (market.Flags & MarketEventFlags.WarmUp) != 0:
                _bars.OnWarmUpBar(_instruments[market.Instrument], market.AsBar());
                break;
            case MarketEventKind.Bar:
                _bars.OnBar(_instruments[market.Instrument], market.AsBar());
                break;
            case MarketEventKind.Trade:
                OnTrade(_instruments[market.Instrument], market.AsTrade());
                break;
            case MarketEventKind.Quote:
                OnQuote(_instruments[market.Instrument], market.AsQuote());
                break;
            case MarketEventKind.BookLevel:
                OnBookLevel(_instruments[market.Instrument], in market);
                break;
            case MarketEventKind.Mark or MarketEventKind.Funding or MarketEventKind.Clock:
                break;
            default:
                throw new InvalidOperationException($"Unknown market event kind {market.Kind}.");
        }
    }

    /// <summary>Takes word from the exchange about an order or a position.</summary>
    public void Handle(in OrderEvent orderEvent)
    {
        if (orderEvent.ReceiveTime >= _timers.Next) AdvanceTo(orderEvent.ReceiveTime);
        Clock.Advance(orderEvent.ReceiveTime);
        _marked = false;
        _state.Sequence++;
        if (_logsOrderEvents) _journal.OrderEvent(_state.Sequence, in orderEvent);
        _desk.Handle(_arms[orderEvent.Order.Arm], in orderEvent);
    }

    /// <summary>Takes an operator's command and says what came of it.</summary>
    public CommandOutcome Handle(in OperatorCommand command)
    {
        if (command.Time >= _timers.Next) AdvanceTo(command.Time);
        Clock.Advance(command.Time);
        if (!_started && command.Kind == OperatorCommandKind.BeginTrading) Start(command.Time);
        _state.Sequence++;
        if (_logsCommands) _journal.Command(_state.Sequence, in command);
        return _commands.Handle(in command);
    }

    /// <summary>Everything a later run needs to go on from here.</summary>
    public IReadOnlyList<ArmCarry> Capture() => [.. _arms.Select(ArmCarry.Of)];

    /// <summary>What the limits on all arms together remember, likewise.</summary>
    public RiskCarry CaptureTotal() => _risk.Capture();

    /// <summary>Goes on from where another run stopped; before the first input. Arms are matched by name; those without a carry start afresh.</summary>
    /// <exception cref="InvalidOperationException">The run has begun, or a carry does not fit the arm's instruments.</exception>
    public void Restore(IReadOnlyList<ArmCarry> carries, RiskCarry? total = null)
    {
        if (_started || Sequence > 0) throw new InvalidOperationException("A run can be restored only before its first input.");
        foreach (var arm in _arms)
        {
            var carry = carries.FirstOrDefault(c => c.Arm == arm.Name);
            if (carry is not null) _desk.Restore(arm, carry);
        }

        if (total is not null) _risk.Restore(total);
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
    /// Fires the earliest timer due by a moment and says whether there was one. At one moment: marks, then bars, then the
    /// change of the UTC day, then the equity sample, then forecasts that lapse; day and sample wait until their moment is over, so that they
    /// include everything that happened at it.
    /// </summary>
    public bool FireNext(Timestamp limit)
    {
        if (_timers.Next > limit) return false;
        if (_timers.NextLapse <= limit && _timers.NextLapse < _timers.NextMark && _timers.NextLapse < _timers.NextBar && _timers.NextLapse < _timers.NextSlow)
        {
            Clock.Advance(_timers.NextLapse);
            _marked = false;
            _forecasts.Lapse(_timers.NextLapse);
        }
        else if (_timers.NextMark <= limit && _timers.NextMark <= _timers.NextSlow && _timers.NextMark <= _timers.NextBar)
        {
            if (_marked) _timers.SkipMarks(limit);
            Clock.Advance(_timers.NextMark);
            MarkAll();
            // A close that was refused or lost is sent again, also for arms that no event would wake before their next bar.
            foreach (var arm in _arms)
            {
                if (arm.IsFlattening) _desk.Reconsider(arm);
            }

            if (_risk.Watches) foreach (var state in _instruments) _risk.AfterMarks(state);
            foreach (var state in _instruments) _desk.LookAtPatient(state);
            _marked = true;
            _timers.NextMark = new Timestamp(_timers.NextMark.Nanoseconds + Timestamp.NanosecondsPerSecond);
        }
        else if (_timers.NextBar <= limit && _timers.NextBar <= _timers.NextSlow)
        {
            Clock.Advance(_timers.NextBar);
            _marked = false;
            _bars.CloseBars(_timers.NextBar);
        }
        else if (_timers.NextDay < limit && _timers.NextDay <= _timers.NextSample)
        {
            _risk.RollDay(_timers.NextDay);
            _timers.NextDay += Timestamp.NanosecondsPerDay;
        }
        else if (_timers.NextSample < limit)
        {
            Sample(_timers.NextSample);
            _timers.NextSample = new Timestamp(_timers.NextSample.Nanoseconds + _settings.EquityInterval.Nanoseconds);
        }
        else
        {
            return false;
        }

        _timers.Plan();
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
        state.ForecastLegs = [.. state.Legs.Where(l => l.Arm.ListensToForecasts)];
        state.PatientLegs = [.. state.Legs.Where(l => l.Work is not null)];
        state.BookLegs = [.. state.Legs.Where(l => l.Arm.Strategy.Needs.HasFlag(MarketNeeds.Book))];
        state.Feeds = [.. state.Legs.Where(l => l.Arm.NeedsBars).GroupBy(l => l.Arm.Settings.Interval).OrderBy(g => g.Key.Milliseconds)
            .Select(g => new BarFeed(instrument, g.Key) { Legs = [.. g] })];
    }

    private void Start(Timestamp time)
    {
        _started = true;
        Clock.Advance(time);
        foreach (var arm in _arms) arm.Start(_state.Sequence, time);
        _timers.NextDay = _risk.Start(time);
        Sample(time);
        _timers.NextSample = BarBuilder.CloseAfter(time, _settings.EquityInterval);
        _timers.Plan();
    }

    private void OnTrade(InstrumentState state, in PublicTrade trade)
    {
        if (!state.HasTrades)
        {
            state.HasTrades = true;
            if (!state.HasBars) foreach (var feed in state.Feeds) feed.Builder.Reset();
        }

        state.Last = trade.Price.Raw;
        if (!state.HasBars) _bars.Build(state, trade.Price, trade.Quantity, trade.ReceiveTime);
        foreach (var leg in state.TradeLegs)
        {
            leg.Arm.Observe(leg, trade.ReceiveTime, _settings);
            leg.Arm.Strategy.OnTrade(leg.Index, in trade, leg.Arm.Targets);
            _desk.Consider(leg.Arm);
        }
    }

    private void OnQuote(InstrumentState state, in Quote quote)
    {
        state.Bid = quote.Bid.Raw;
        state.Ask = quote.Ask.Raw;
        _bars.BuildFromMid(state, quote.ReceiveTime);
        foreach (var leg in state.QuoteLegs)
        {
            leg.Arm.Observe(leg, quote.ReceiveTime, _settings);
            if (leg.Arm.Sheet is not null)
            {
                _desk.Requote(leg, quote.Bid.ToDouble(), quote.Ask.ToDouble());
                continue;
            }

            leg.Arm.Strategy.OnQuote(leg.Index, in quote, leg.Arm.Targets);
            _desk.Consider(leg.Arm);
        }

        if (state.PatientLegs.Length > 0) _desk.LookAtPatient(state);
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
            _bars.BuildFromMid(state, market.ReceiveTime);
        }

        foreach (var leg in state.BookLegs)
        {
            leg.Arm.Observe(leg, market.ReceiveTime, _settings);
            leg.Arm.Strategy.OnBook(leg.Index, state.Book, market.ReceiveTime, leg.Arm.Targets);
            _desk.Consider(leg.Arm);
        }

        if (!moved || bid <= 0 || ask <= 0) return;
        foreach (var leg in state.QuoteLegs)
        {
            if (leg.Arm.Sheet is not null) _desk.Requote(leg, new Price(bid).ToDouble(), new Price(ask).ToDouble());
        }

        if (state.PatientLegs.Length > 0) _desk.LookAtPatient(state);
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
            _journal.Equity(_state.Sequence, new EquityPoint(arm.Index, time, arm.Equity, exposure));
        }
    }
}
