using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;

namespace Ats.Simulation;

/// <summary>
/// The exchange of a backtest: takes approved orders, lets them travel, fills them against the tape by the chosen fill model, and reports
/// back after the report latency. Arms do not meet each other and do not move the market (stated in every report). An order never
/// meets data from before it arrived.
/// </summary>
public sealed class SimulatedExchange : IOrderGateway
{
    private readonly LatencyModel _latency;
    private readonly MarketView[] _markets;
    private readonly SimulatedAccount[] _accounts;
    private readonly FillModel _model;
    private readonly Queue<Command> _commands = new();
    private readonly Queue<OrderEvent> _reports = new();
    private readonly Stack<SimulatedOrder> _pool = new();
    private readonly Func<Timestamp> _now;

    /// <param name="instruments">The run's instruments, in index order.</param>
    /// <param name="capitals">Starting cash per arm, quote units.</param>
    /// <param name="kind">How fills are decided.</param>
    /// <param name="latency">Travel times.</param>
    /// <param name="slippage">Extra cost of taking.</param>
    /// <param name="now">The engine's clock: when an order leaves.</param>
    public SimulatedExchange(IReadOnlyList<Instrument> instruments, IEnumerable<decimal> capitals, FillModelKind kind, LatencyModel latency, SlippageModel slippage, Func<Timestamp> now)
    {
        _latency = latency;
        _markets = [.. instruments.Select(i => new MarketView(i))];
        _accounts = [.. capitals.Select(c => new SimulatedAccount((double)c, instruments.Count))];
        _now = now;
        _model = kind switch
        {
            FillModelKind.NextOpen or FillModelKind.PessimisticBar => new BarFillModel(this, slippage, kind == FillModelKind.PessimisticBar),
            FillModelKind.Trades => new TradeFillModel(this, slippage),
            FillModelKind.Quotes => new QuoteFillModel(this, slippage),
            FillModelKind.Book => new BookFillModel(this, slippage),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>When the next travelling word arrives anywhere; MaxValue = none.</summary>
    public Timestamp NextDue { get; private set; } = Timestamp.MaxValue;

    private Timestamp CommandTime => _commands.Count > 0 ? _commands.Peek().Arrival : Timestamp.MaxValue;

    private Timestamp ReportTime => _reports.Count > 0 ? _reports.Peek().ReceiveTime : Timestamp.MaxValue;

    public void Submit(in ApprovedOrder order)
    {
        var intent = order.Intent;
        var simulated = _pool.Count > 0 ? _pool.Pop() : new SimulatedOrder();
        simulated.Intent = intent;
        simulated.Remaining = intent.Quantity;
        simulated.Untriggered = intent.Trigger != TriggerKind.None;
        simulated.QueueAhead = 0;
        simulated.Done = false;
        simulated.Arrival = new Timestamp(_now().Nanoseconds + _latency.EntryNanoseconds);
        _commands.Enqueue(new Command(simulated.Arrival, simulated, default, intent.Instrument));
        PlanDue();
    }

    public void Cancel(ClientOrderId order, short instrument)
    {
        _commands.Enqueue(new Command(new Timestamp(_now().Nanoseconds + _latency.EntryNanoseconds), null, order, instrument));
        PlanDue();
    }

    /// <summary>True when an order has arrived by the moment an event meets the market, or a report by the moment it is received.</summary>
    public bool IsDue(Timestamp meets, Timestamp received) => CommandTime <= meets || ReportTime <= received;

    /// <summary>True when a report is due.</summary>
    public bool ReportDue(Timestamp received) => ReportTime <= received;

    /// <summary>Handles the earliest due word: an order reaching the exchange, or a report reaching the engine.</summary>
    public void ProcessDue(TradingEngine engine, Timestamp meets, Timestamp received)
    {
        if (ReportTime <= received && (ReportTime <= CommandTime || CommandTime > meets))
        {
            ProcessReport(engine);
            return;
        }

        var command = _commands.Dequeue();
        if (command.Order is not null) Arrive(command.Order);
        else CancelNow(command.Cancel, command.Instrument, command.Arrival);
        PlanDue();
    }

    /// <summary>Hands the oldest report to the engine.</summary>
    public void ProcessReport(TradingEngine engine)
    {
        var report = _reports.Dequeue();
        PlanDue();
        // Nobody receives in the past: a report made by an event that was itself received late arrives now.
        if (report.ReceiveTime < engine.Clock.Now) report = report with { ReceiveTime = engine.Clock.Now };
        engine.Handle(in report);
    }

    /// <summary>Lets a market event meet the working orders. The caller has processed everything due before it.</summary>
    public void OnMarket(in MarketEvent market)
    {
        var view = _markets[market.Instrument];
        if (view.Working.Count > 0) _model.Match(view, in market);
        Observe(view, in market);
        if (view.Working.Count > 0) _model.AfterUpdate(view, in market);
        if (market.Kind == MarketEventKind.Funding) PayFunding(view, in market);
        else if (!view.IsSpot && market.Kind != MarketEventKind.BookLevel) CheckMargins(view, in market);
    }

    internal void Fill(MarketView view, SimulatedOrder order, long priceRaw, Quantity quantity, Liquidity liquidity, Timestamp time)
    {
        var account = _accounts[order.Intent.Id.Arm];
        quantity = Affordable(view, account, order, priceRaw, quantity);
        if (quantity.Raw <= 0)
        {
            Finish(order, OrderEventKind.Cancelled, OrderRejectReason.InsufficientBalance, time);
            return;
        }

        var price = new Price(priceRaw);
        var fee = FixedPoint.Notional(price, quantity) * (liquidity == Liquidity.Maker ? view.MakerRate : view.TakerRate);
        account.Fill(order.Intent.Instrument, view.IsSpot, order.Intent.Side.Sign() * quantity.ToDouble(), price.ToDouble(), (double)fee);
        Disturb();
        order.Remaining -= quantity;
        order.Done = order.Remaining.Raw <= 0;
        Report(new OrderEvent(OrderEventKind.Filled, order.Intent.Id, order.Intent.Instrument, time, Back(time))
        {
            Price = price,
            Quantity = quantity,
            Fee = fee,
            Liquidity = liquidity,
        });
    }

    internal void Finish(SimulatedOrder order, OrderEventKind kind, OrderRejectReason reason, Timestamp time)
    {
        order.Done = true;
        Report(new OrderEvent(kind, order.Intent.Id, order.Intent.Instrument, time, Back(time)) { Reason = reason });
    }

    internal void Report(in OrderEvent word)
    {
        _reports.Enqueue(word);
        PlanDue();
    }

    /// <summary>Drops finished orders from the working list, keeping the order of the others.</summary>
    internal void Sweep(MarketView view)
    {
        var kept = 0;
        for (var i = 0; i < view.Working.Count; i++)
        {
            var order = view.Working[i];
            if (order.Done) _pool.Push(order);
            else view.Working[kept++] = order;
        }

        view.Working.RemoveRange(kept, view.Working.Count - kept);
    }

    private void Arrive(SimulatedOrder order)
    {
        var view = _markets[order.Intent.Instrument];
        if (_accounts[order.Intent.Id.Arm].Liquidated)
        {
            Finish(order, OrderEventKind.Rejected, OrderRejectReason.Liquidated, order.Arrival);
            _pool.Push(order);
            return;
        }

        view.Working.Add(order);
        if (order.Untriggered || order.Intent.Type == OrderType.Limit)
            Report(new OrderEvent(OrderEventKind.Accepted, order.Intent.Id, order.Intent.Instrument, order.Arrival, Back(order.Arrival)));
        if (!order.Untriggered) _model.OnArrival(view, order);
        Sweep(view);
    }

    private void CancelNow(ClientOrderId id, short instrument, Timestamp time)
    {
        var view = _markets[instrument];
        foreach (var order in view.Working)
        {
            if (order.Intent.Id != id) continue;
            Finish(order, OrderEventKind.Cancelled, OrderRejectReason.None, time);
            Sweep(view);
            return;
        }

        Report(new OrderEvent(OrderEventKind.CancelRejected, id, instrument, time, Back(time)) { Reason = OrderRejectReason.UnknownOrder });
    }

    private void Observe(MarketView view, in MarketEvent market)
    {
        switch (market.Kind)
        {
            case MarketEventKind.Bar:
                view.Last = market.D;
                break;
            case MarketEventKind.Trade:
                view.Last = market.A;
                break;
            case MarketEventKind.Quote:
                view.Bid = market.A;
                view.Ask = market.C;
                var sized = (market.Flags & MarketEventFlags.AggregatedSize) == 0;
                view.BidQuantity = sized ? market.B : 0;
                view.AskQuantity = sized ? market.D : 0;
                break;
            case MarketEventKind.BookLevel when _model.UsesBook:
                view.Book.Apply(in market);
                if ((market.Flags & MarketEventFlags.Last) == 0) break;
                view.Bid = view.Book.BestBid.Price.Raw;
                view.Ask = view.Book.BestAsk.Price.Raw;
                break;
            case MarketEventKind.Mark:
                view.Mark = market.A;
                break;
        }
    }

    /// <summary>Caps an opening fill at what the account can pay (spot: cash; perpetual: initial margin at the instrument's leverage).</summary>
    private static Quantity Affordable(MarketView view, SimulatedAccount account, SimulatedOrder order, long priceRaw, Quantity quantity)
    {
        var held = account.Held(order.Intent.Instrument);
        var sign = order.Intent.Side.Sign();
        var size = quantity.ToDouble();
        var opening = held * sign >= 0 ? size : Math.Max(0, size - Math.Abs(held));
        if (opening <= 0) return quantity;
        var price = new Price(priceRaw).ToDouble();
        var perUnit = view.IsSpot ? price * (1 + (double)view.TakerRate) : price * ((1 / (double)view.Instrument.MaxLeverage) + (double)view.TakerRate);
        var used = view.IsSpot ? 0 : Math.Abs(held * sign >= 0 ? account.Basis(order.Intent.Instrument) : 0) / (double)view.Instrument.MaxLeverage;
        var free = view.IsSpot ? account.Cash : account.Cash + (held * price) - account.Basis(order.Intent.Instrument) - used;
        if (view.IsSpot && sign < 0) return Quantity.FromDouble(Math.Min(size, Math.Max(held, 0)));
        if (opening * perUnit <= free * (1 + 1e-12)) return quantity;
        var possible = Math.Max(0, free / perUnit) * (1 - 1e-9);
        return view.Instrument.RoundDown(Quantity.FromDouble(Math.Min(size, size - opening + possible)));
    }

    private void PayFunding(MarketView view, in MarketEvent market)
    {
        if (view.IsSpot) return;
        var mark = new Price(view.Value);
        var rate = FixedPoint.ToDecimal(market.A, Price.Decimals);
        for (var arm = 0; arm < _accounts.Length; arm++)
        {
            var held = Quantity.FromDouble(_accounts[arm].Held(market.Instrument));
            if (held.IsZero) continue;
            var paid = FixedPoint.Notional(mark, held) * rate;
            _accounts[arm].Pay((double)paid);
            Disturb();
            Report(new OrderEvent(OrderEventKind.Funding, new ClientOrderId(arm, 0), market.Instrument, market.ExchangeTime, Back(market.ExchangeTime)) { Price = mark, Quantity = held, Fee = paid });
        }
    }

    /// <summary>
    /// Liquidates accounts whose equity fell below maintenance margin at the worst price of the event: whole position, at the bankruptcy
    /// price. The band of prices at which nobody is in danger is kept, so that most events cost two comparisons.
    /// </summary>
    private void CheckMargins(MarketView view, in MarketEvent market)
    {
        var low = market.Kind == MarketEventKind.Bar ? market.C : view.Value;
        var high = market.Kind == MarketEventKind.Bar ? market.B : view.Value;
        if (low <= 0 || (low > view.DangerLow && high < view.DangerHigh)) return;
        view.DangerLow = 0;
        view.DangerHigh = long.MaxValue;
        var rate = (double)view.Instrument.MaintenanceMarginRate;
        for (var arm = 0; arm < _accounts.Length; arm++)
        {
            var account = _accounts[arm];
            var held = account.Held(market.Instrument);
            if (held == 0) continue;
            // Equity at a price p is rest + held × p; maintenance margin is |held| × p × rate.
            var rest = account.Cash + Unrealized(account, market.Instrument, 0);
            var danger = Price.FromDouble(Math.Clamp(-rest / (held - (Math.Abs(held) * rate)), 0, 9e8)).Raw;
            if (held > 0 ? low <= danger : high >= danger) Liquidate(view, account, arm, market.Instrument, market.ExchangeTime);
            else if (account.Positions > 1) view.DangerLow = long.MaxValue;
            else if (held > 0) view.DangerLow = Math.Max(view.DangerLow, danger);
            else view.DangerHigh = Math.Min(view.DangerHigh, danger);
        }
    }

    private double Unrealized(SimulatedAccount account, int instrument, double price)
    {
        var sum = 0.0;
        for (var i = 0; i < _markets.Length; i++)
        {
            var held = account.Held(i);
            if (held == 0) continue;
            var value = held * (i == instrument ? price : new Price(_markets[i].Value).ToDouble());
            sum += _markets[i].IsSpot ? value : value - account.Basis(i);
        }

        return sum;
    }

    private void Liquidate(MarketView view, SimulatedAccount account, int arm, short instrument, Timestamp time)
    {
        account.Liquidated = true;
        var held = account.Held(instrument);
        // The price at which nothing of the account's equity is left; the exchange's insurance fund takes what lies beyond.
        var others = account.Cash + Unrealized(account, instrument, 0) + account.Basis(instrument);
        var bankruptcy = (account.Basis(instrument) - others) / held;
        var price = view.Instrument.RoundToTick(Price.FromDouble(Math.Max(bankruptcy, view.Instrument.TickSize.ToDouble())));
        var quantity = Quantity.FromDouble(Math.Abs(held));
        account.Fill(instrument, false, -held, price.ToDouble(), 0);
        foreach (var order in view.Working)
        {
            if (order.Intent.Id.Arm == arm && !order.Done) Finish(order, OrderEventKind.Cancelled, OrderRejectReason.Liquidated, time);
        }

        Sweep(view);
        Report(new OrderEvent(OrderEventKind.Filled, new ClientOrderId(arm, 0), instrument, time, Back(time))
        {
            Price = price,
            Quantity = quantity,
            Liquidity = Liquidity.Taker,
            Reason = OrderRejectReason.Liquidated,
        });
    }

    /// <summary>Balances changed: every band of safe prices is to be found anew.</summary>
    private void Disturb()
    {
        foreach (var view in _markets) view.DangerLow = long.MaxValue;
    }

    internal Timestamp Back(Timestamp time) => new(time.Nanoseconds + _latency.ReportNanoseconds);

    private void PlanDue() => NextDue = CommandTime < ReportTime ? CommandTime : ReportTime;

    private readonly record struct Command(Timestamp Arrival, SimulatedOrder? Order, ClientOrderId Cancel, short Instrument);
}
