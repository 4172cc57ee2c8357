using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;

namespace Ats.Simulation;

/// <summary>
/// The exchange of a backtest: takes approved orders, lets them travel, fills them against the tape by the chosen fill model, and reports
/// back after the report latency. Arms do not meet each other and do not move the market (stated in every report). An order never
/// meets data from before it arrived. Fees are in quote units on both sides. What an account cannot pay for in full it gets in part
/// and the rest is cancelled; fill-or-kill orders get nothing then.
/// </summary>
public sealed class SimulatedExchange : IOrderGateway
{
    private readonly LatencyModel _latency;
    private readonly MarketView[] _markets;
    private readonly SimulatedAccount[] _accounts;
    private readonly SimulatedMargin _margin;
    private readonly FillModel _model;
    private readonly Queue<Command> _commands = new();
    private readonly Queue<OrderEvent> _reports = new();
    private readonly Stack<SimulatedOrder> _pool = new();
    private readonly Func<Timestamp> _now;
    private readonly OrderEventHandler _receive;

    /// <param name="instruments">The run's instruments, in index order.</param>
    /// <param name="capitals">Starting cash per arm, quote units.</param>
    /// <param name="kind">How fills are decided.</param>
    /// <param name="latency">Travel times.</param>
    /// <param name="slippage">Extra cost of taking.</param>
    /// <param name="now">The engine's clock: when an order leaves.</param>
    /// <param name="receive">The engine's ear for reports.</param>
    public SimulatedExchange(
        IReadOnlyList<Instrument> instruments, IEnumerable<decimal> capitals, FillModelKind kind, LatencyModel latency, SlippageModel slippage, Func<Timestamp> now, OrderEventHandler receive)
    {
        if (instruments.FirstOrDefault(i => i.Kind == ContractKind.InversePerpetual) is { } inverse)
            throw new ArgumentException($"{inverse.Id} settles in its base asset: ATS reads such markets but does not trade them.", nameof(instruments));
        _latency = latency;
        _markets = [.. instruments.Select(i => new MarketView(i))];
        _accounts = [.. capitals.Select(c => new SimulatedAccount(c, instruments.Count))];
        _margin = new SimulatedMargin(this, _markets, _accounts);
        _now = now;
        _receive = receive;
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

    /// <summary>When the next order, amend or cancel reaches the exchange; MaxValue = none travels.</summary>
    public Timestamp NextArrival => CommandTime;

    /// <summary>When the next report reaches the engine; MaxValue = none travels.</summary>
    public Timestamp NextReport => ReportTime;

    private Timestamp CommandTime => _commands.Count > 0 ? _commands.Peek().Arrival : Timestamp.MaxValue;

    private Timestamp ReportTime => _reports.Count > 0 ? _reports.Peek().ReceiveTime : Timestamp.MaxValue;

    private Timestamp ArrivalFromNow => new(_now().Nanoseconds + _latency.EntryNanoseconds);

    /// <summary>Cash of an arm at the exchange, quote units, including executions whose reports still travel.</summary>
    public decimal CashOf(int arm) => _accounts[arm].Cash;

    /// <summary>
    /// Takes an arm's money and positions over from its books, once, before anything was traded. Its working orders are not taken over: the
    /// engine is to be told that they are cancelled.
    /// </summary>
    public void Restore(Arm arm)
    {
        if (arm.Ledger.QuoteBalance(LedgerAccount.Capital) != 0) _accounts[arm.Index].Restore(arm);
    }

    public void Submit(in ApprovedOrder order)
    {
        var intent = order.Intent;
        var simulated = _pool.Count > 0 ? _pool.Pop() : new SimulatedOrder();
        simulated.Intent = intent;
        simulated.Remaining = intent.Quantity;
        simulated.Untriggered = intent.Trigger != TriggerKind.None;
        simulated.Done = false;
        simulated.Join(ArrivalFromNow);
        Send(new Command(CommandKind.Submit, simulated.Arrival, simulated, intent.Id, intent.Instrument, intent.Price, intent.Quantity));
    }

    public void Amend(in ApprovedOrder order)
    {
        var intent = order.Intent;
        Send(new Command(CommandKind.Amend, ArrivalFromNow, null, intent.Id, intent.Instrument, intent.Price, intent.Quantity));
    }

    public void Cancel(ClientOrderId order, short instrument) =>
        Send(new Command(CommandKind.Cancel, ArrivalFromNow, null, order, instrument, default, default));

    /// <summary>True when an order has arrived by the moment an event meets the market, or a report by the moment it is received.</summary>
    public bool IsDue(Timestamp meets, Timestamp received) => CommandTime <= meets || ReportTime <= received;

    /// <summary>True when a report is due.</summary>
    public bool ReportDue(Timestamp received) => ReportTime <= received;

    /// <summary>Handles the earliest due word: an order reaching the exchange, or a report reaching the engine.</summary>
    public void ProcessDue(Timestamp meets, Timestamp received)
    {
        if (ReportTime <= received && (ReportTime <= CommandTime || CommandTime > meets))
        {
            ProcessReport();
            return;
        }

        var command = _commands.Dequeue();
        // A change that arrives inside a bar takes effect at its end: what the bar did to the order is done.
        var clock = _markets[command.Instrument].Clock;
        if (command.Kind != CommandKind.Submit && command.Arrival < clock) command = command with { Arrival = clock };
        if (command.Order is not null) Arrive(command.Order);
        else if (command.Kind == CommandKind.Amend) AmendNow(in command);
        else CancelNow(in command);
        PlanDue();
    }

    /// <summary>Hands the oldest report to the engine.</summary>
    public void ProcessReport()
    {
        var report = _reports.Dequeue();
        PlanDue();
        // Nobody receives in the past: a report made by an event that was itself received late arrives now.
        var now = _now();
        if (report.ReceiveTime < now) report = report with { ReceiveTime = now };
        _receive(in report);
    }

    /// <summary>Lets a market event meet the working orders. The caller has processed everything due before it.</summary>
    public void OnMarket(in MarketEvent market)
    {
        var view = _markets[market.Instrument];
        if (market.ExchangeTime > view.Clock) view.Clock = market.ExchangeTime;
        if (view.Working.Count > 0) _model.Match(view, in market);
        Observe(view, in market);
        if (view.Working.Count > 0) _model.AfterUpdate(view, in market);
        if (view.IsSpot) return;
        if (market.Kind == MarketEventKind.Funding) _margin.PayFunding(view, in market);
        if (market.Kind != MarketEventKind.BookLevel || (_model.UsesBook && (market.Flags & MarketEventFlags.Last) != 0)) _margin.Check(view, in market);
    }

    /// <summary>Executes as much of a quantity as the account can have; what it cannot have ends the order.</summary>
    internal void Fill(MarketView view, SimulatedOrder order, long priceRaw, Quantity quantity, Liquidity liquidity, Timestamp time)
    {
        var price = new Price(priceRaw);
        var possible = _margin.Affordable(view, order, price, quantity);
        if (possible < quantity && order.Intent.TimeInForce == TimeInForce.Fok) possible = Quantity.Zero;
        if (possible.Raw > 0)
        {
            order.Remaining -= possible;
            order.Done = order.Remaining.Raw <= 0;
            Execute(view, order.Intent.Id, order.Intent.Instrument, order.Intent.Side, price, possible, liquidity, OrderRejectReason.None, time);
        }

        if (possible < quantity)
            Finish(order, OrderEventKind.Cancelled, order.Intent.ReduceOnly ? OrderRejectReason.ReduceOnlyWouldIncrease : OrderRejectReason.InsufficientBalance, time);
    }

    /// <summary>True when the account can have the whole quantity at this price.</summary>
    internal bool CanHave(MarketView view, SimulatedOrder order, long priceRaw, Quantity quantity) =>
        _margin.Affordable(view, order, new Price(priceRaw), quantity) >= quantity;

    /// <summary>Closes an arm's whole position by force.</summary>
    internal void Close(int arm, short instrument, Price price, Timestamp time)
    {
        var held = _accounts[arm].On(instrument).Quantity;
        Execute(_markets[instrument], new ClientOrderId(arm, 0), instrument, held.Raw > 0 ? Side.Sell : Side.Buy, price, held.Abs(), Liquidity.Taker, OrderRejectReason.Liquidated, time);
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

    /// <summary>Cancels whatever an arm has working (it is being liquidated).</summary>
    internal void CancelAll(int arm, Timestamp time)
    {
        foreach (var view in _markets)
        {
            foreach (var order in view.Working)
            {
                if (order.Intent.Id.Arm == arm && !order.Done) Finish(order, OrderEventKind.Cancelled, OrderRejectReason.Liquidated, time);
            }

            Sweep(view);
        }
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

    internal Timestamp Back(Timestamp time) => new(time.Nanoseconds + _latency.ReportNanoseconds);

    private void Send(in Command command)
    {
        _commands.Enqueue(command);
        PlanDue();
    }

    private void Execute(MarketView view, ClientOrderId id, short instrument, Side side, Price price, Quantity quantity, Liquidity liquidity, OrderRejectReason reason, Timestamp time)
    {
        var notional = FixedPoint.Notional(price, quantity);
        var fee = notional * (liquidity == Liquidity.Maker ? view.MakerRate : view.TakerRate);
        _accounts[id.Arm].Fill(instrument, view.IsSpot, side, quantity, price, notional, fee);
        _margin.Disturb();
        Report(new OrderEvent(OrderEventKind.Filled, id, instrument, time, Back(time)) { Price = price, Quantity = quantity, Fee = fee, Liquidity = liquidity, Reason = reason });
    }

    private void Arrive(SimulatedOrder order)
    {
        var view = _markets[order.Intent.Instrument];
        var account = _accounts[order.Intent.Id.Arm];
        var refusal = account.Liquidated ? OrderRejectReason.Liquidated
            : order.Intent.ReduceOnly && !order.Untriggered && !Reduces(account, in order.Intent) ? OrderRejectReason.ReduceOnlyWouldIncrease
            : OrderRejectReason.None;
        if (refusal != OrderRejectReason.None)
        {
            Finish(order, OrderEventKind.Rejected, refusal, order.Arrival);
            _pool.Push(order);
            return;
        }

        view.Working.Add(order);
        if (order.Untriggered || order.Intent.Type == OrderType.Limit)
            Report(new OrderEvent(OrderEventKind.Accepted, order.Intent.Id, order.Intent.Instrument, order.Arrival, Back(order.Arrival)));
        if (!order.Untriggered) _model.OnArrival(view, order);
        Sweep(view);
    }

    private static bool Reduces(SimulatedAccount account, in OrderIntent intent) =>
        account.On(intent.Instrument).Quantity.Raw is var held && held != 0 && held > 0 == (intent.Side == Side.Sell);

    private void CancelNow(in Command command)
    {
        var view = _markets[command.Instrument];
        if (Find(view, command.Id) is { } order)
        {
            Finish(order, OrderEventKind.Cancelled, OrderRejectReason.None, command.Arrival);
            Sweep(view);
            return;
        }

        Refuse(OrderEventKind.CancelRejected, in command, OrderRejectReason.UnknownOrder);
    }

    /// <summary>
    /// Gives a resting order a new price and a new total quantity. Less at the same price keeps its place in the queue; anything else is as
    /// if the order arrived anew, so a post-only order that would take now is cancelled.
    /// </summary>
    private void AmendNow(in Command command)
    {
        var view = _markets[command.Instrument];
        var order = Find(view, command.Id);
        var refusal = order is null || order.Intent.Type == OrderType.Market ? OrderRejectReason.UnknownOrder
            : command.Quantity <= order.Intent.Quantity - order.Remaining ? OrderRejectReason.InvalidQuantity
            : OrderRejectReason.None;
        if (order is null || refusal != OrderRejectReason.None)
        {
            Refuse(OrderEventKind.AmendRejected, in command, refusal);
            return;
        }

        var keepsPlace = command.Price == order.Intent.Price && command.Quantity <= order.Intent.Quantity;
        order.Remaining += command.Quantity - order.Intent.Quantity;
        order.Intent = order.Intent with { Price = command.Price, Quantity = command.Quantity };
        Report(new OrderEvent(OrderEventKind.Amended, command.Id, command.Instrument, command.Arrival, Back(command.Arrival)) { Price = command.Price, Quantity = command.Quantity });
        order.Arrival = command.Arrival;
        if (keepsPlace || order.Untriggered) return;
        order.Join(command.Arrival);
        view.Working.Remove(order);
        view.Working.Add(order);
        _model.OnArrival(view, order);
        Sweep(view);
    }

    private static SimulatedOrder? Find(MarketView view, ClientOrderId id)
    {
        foreach (var order in view.Working)
        {
            if (order.Intent.Id == id) return order;
        }

        return null;
    }

    private void Refuse(OrderEventKind kind, in Command command, OrderRejectReason reason) =>
        Report(new OrderEvent(kind, command.Id, command.Instrument, command.Arrival, Back(command.Arrival)) { Reason = reason });

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
            case MarketEventKind.Quote when !_model.UsesBook:
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

    private void PlanDue() => NextDue = CommandTime < ReportTime ? CommandTime : ReportTime;
}
