using System.Runtime.CompilerServices;
using Ats.Domain;
using Ats.Engine.Orders;
using Ats.Engine.Risk;

namespace Ats.Engine;

/// <summary>
/// The life of orders: past the risk gate and out to the exchange, and from the exchange's word, through <see cref="OrderLifecycle"/>, into
/// the books (<see cref="FillDesk"/>). What to send is decided elsewhere.
/// </summary>
internal sealed class OrderDesk(Arm[] arms, bool judgesTotals, IOrderGateway gateway, IJournal journal, Clock clock, DeskState state)
{
    private readonly Arm[] _arms = arms;
    private readonly TotalRisk? _total = judgesTotals ? new TotalRisk() : null;
    private readonly Clock _clock = clock;
    private readonly IOrderGateway _gateway = gateway;
    private readonly IJournal _journal = journal;
    private readonly DeskState _state = state;
    private readonly FillDesk _fills = new(journal);
    private readonly Stack<Order> _pool = new();
    private readonly bool _logsOrders = journal.Kinds.HasFlag(JournalKind.Order);

    public Verdict Review(ArmLeg leg, in OrderIntent intent, out ApprovedOrder approved)
    {
        // A new order has the next number; an amend has one that was used, and the order it changes works already.
        var amended = intent.Id.Intent < leg.Arm.NextIntent ? 1 : 0;
        var context = ContextOf(leg, leg.WorkingOn(intent.Side, intent.Id), amended);
        return leg.Arm.Gate.Review(in intent, in context, out approved);
    }

    /// <summary>How things stand on a leg.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RiskContext ContextOf(ArmLeg leg, Quantity working = default, int amended = 0)
    {
        var arm = leg.Arm;
        var market = leg.Market;
        var mark = market.MarkPrice.ToDouble();
        var exposure = 0.0;
        var open = -amended;
        foreach (var other in arm.Legs)
        {
            exposure += other == leg ? leg.Exposure(mark) : other.WorstExposure(other.Market.MarkPrice.ToDouble());
            open += other.Working.Count;
        }

        if (_total is not null) AddUp(_total, leg, amended);
        return new RiskContext(leg.Instrument, leg.Position.Quantity, working, mark, arm.CashNow, arm.Equity, exposure)
        {
            Now = _clock.Now,
            LastEvent = market.ReceivedAt,
            Bid = new Price(market.Bid),
            Ask = new Price(market.Ask),
            OpenOrders = open,
            Statistics = arm.Risk.Statistics,
            Total = _total,
            Forecasts = leg.Forecasts,
        };
    }

    private void AddUp(TotalRisk total, ArmLeg judged, int amended)
    {
        double exposure = 0, position = 0, equity = 0;
        var open = -amended;
        foreach (var arm in _arms)
        {
            equity += arm.Equity;
            foreach (var leg in arm.Legs)
            {
                open += leg.Working.Count;
                if (leg == judged) continue;
                var worst = leg.WorstPosition();
                exposure += worst * leg.Market.MarkPrice.ToDouble();
                if (leg.InstrumentIndex == judged.InstrumentIndex) position += worst;
            }
        }

        total.OtherExposure = exposure;
        total.OtherPosition = position;
        total.OpenOrders = open;
        total.Equity = equity;
    }

    public void Submit(ArmLeg leg, in OrderIntent intent, in ApprovedOrder approved)
    {
        var arm = leg.Arm;
        arm.NextIntent++;
        arm.OrdersSent++;
        var order = _pool.Count > 0 ? _pool.Pop() : new Order();
        order.Intent = intent;
        order.Status = OrderStatus.Submitted;
        order.Filled = Quantity.Zero;
        order.CancelRequested = order.AmendRequested = false;
        leg.Working.Add(order);
        if (arm.KeepsRisk) arm.Risk.Statistics.Sends.Add(intent.DecidedAt);
        _state.Hash.Add(((long)intent.Id.Arm << 40) ^ intent.Id.Intent);
        _state.Hash.Add(intent.Side == Side.Buy ? intent.Quantity.Raw : -intent.Quantity.Raw);
        _state.Hash.Add(intent.Price.Raw);
        if (_logsOrders) _journal.Order(_state.Sequence, in intent);
        _gateway.Submit(in approved);
    }

    public void RequestAmend(ArmLeg leg, Order order, in OrderIntent intent, in ApprovedOrder approved)
    {
        if (leg.Arm.KeepsRisk) leg.Arm.Risk.Statistics.Sends.Add(intent.DecidedAt);
        order.AmendRequested = true;
        order.AmendDecisionPrice = intent.DecisionPrice;
        _state.Hash.Add(~order.Id.Intent);
        _state.Hash.Add(intent.Price.Raw);
        _state.Hash.Add(intent.Quantity.Raw);
        _gateway.Amend(in approved);
    }

    public void RequestCancel(ArmLeg leg, Order order)
    {
        if (order.CancelRequested) return;
        order.CancelRequested = true;
        _state.Hash.Add(~order.Id.Intent);
        _gateway.Cancel(order.Id, leg.InstrumentIndex);
    }

    /// <summary>Cancels what an arm has working, but for orders that only reduce.</summary>
    public void CancelIncreases(Arm arm)
    {
        foreach (var leg in arm.Legs)
        {
            foreach (var order in leg.Working)
            {
                var held = leg.Position.Quantity.Raw;
                if (held == 0 || held > 0 == (order.Intent.Side == Side.Buy)) RequestCancel(leg, order);
            }
        }
    }

    public void CancelAll(ArmLeg leg)
    {
        foreach (var order in leg.Working) RequestCancel(leg, order);
    }

    /// <summary>False when the leg has no such order working.</summary>
    public bool Cancel(ArmLeg leg, ClientOrderId id)
    {
        var order = FindOrder(leg, id);
        if (order is null) return false;
        RequestCancel(leg, order);
        return true;
    }

    /// <summary>Takes the exchange's word about one of a leg's orders or its position. Returns the order that has ended by it (to be read before the next is sent), or null.</summary>
    public Order? Handle(ArmLeg leg, in OrderEvent word)
    {
        _state.Hash.Add(((long)word.Kind << 32) | ((long)word.Reason << 16) | (ushort)word.Instrument);
        _state.Hash.Add(word.Order.Intent);
        _state.Hash.Add(word.ExchangeTime.Nanoseconds);
        _state.Hash.Add(word.Price.Raw);
        _state.Hash.Add(word.Quantity.Raw);
        if (word.Kind == OrderEventKind.Funding)
        {
            _fills.BookFunding(leg, _state.Sequence, in word);
            return null;
        }

        var order = FindOrder(leg, word.Order);
        if (word.Kind == OrderEventKind.Filled) _fills.Book(leg, order, _state.Sequence, in word);
        if (word.Reason == OrderRejectReason.Liquidated) Liquidated(leg.Arm);
        if (word.Reason == OrderRejectReason.LastResortStop) Stand(leg.Arm);
        if (order is null) return null;
        if (word.Kind == OrderEventKind.Filled) order.Filled += word.Quantity;
        if (word.Kind == OrderEventKind.CancelRejected) order.CancelRequested = false;
        if (word.Kind is OrderEventKind.Amended or OrderEventKind.AmendRejected) Amended(order, in word);
        if (leg.Arm.KeepsRisk) Remember(leg.Arm.Risk.Statistics, in word);
        order.Status = OrderLifecycle.Next(order.Status, word.Kind, order.Remaining.Raw <= 0);
        if (!OrderLifecycle.IsFinal(order.Status)) return null;
        leg.Arm.RejectionCount += order.Status == OrderStatus.Rejected ? 1 : 0;
        leg.Working.Remove(order);
        _pool.Push(order);
        return order;
    }

    private static void Remember(RiskStatistics statistics, in OrderEvent word)
    {
        if (word.Kind == OrderEventKind.Accepted) statistics.Accepted();
        else if (word.Kind == OrderEventKind.Rejected) statistics.Rejected(word.ReceiveTime);
    }

    private static void Amended(Order order, in OrderEvent word)
    {
        order.AmendRequested = false;
        if (word.Kind == OrderEventKind.Amended) order.Intent = order.Intent with { Price = word.Price, Quantity = word.Quantity, DecisionPrice = order.AmendDecisionPrice };
    }

    private static Order? FindOrder(ArmLeg leg, ClientOrderId id)
    {
        foreach (var order in leg.Working)
        {
            if (order.Id == id) return order;
        }

        return null;
    }

    private void Liquidated(Arm arm)
    {
        arm.IsLiquidated = true;
        Stand(arm);
    }

    /// <summary>Out until an operator looks: nothing new, and what works is cancelled.</summary>
    private void Stand(Arm arm)
    {
        arm.Gate.OperatorState = TradingState.Halted;
        foreach (var leg in arm.Legs)
        {
            foreach (var order in leg.Working) RequestCancel(leg, order);
        }
    }
}
