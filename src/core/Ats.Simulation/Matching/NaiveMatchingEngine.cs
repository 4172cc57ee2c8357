using System.Runtime.InteropServices;
using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>
/// The matching rules in their plainest form: one list of orders, searched and sorted anew for every question. Slow, allocating, and
/// the oracle <see cref="MatchingEngine"/> is tested against.
/// </summary>
public sealed partial class NaiveMatchingEngine(MatchingRules rules) : IMatchingEngine
{
    private readonly List<NaiveOrder> _orders = [];
    private readonly List<MatchingEvent> _events = [];
    private readonly Dictionary<int, long> _positions = [];
    private readonly List<int> _moved = [];
    private readonly long[] _prices = new long[3];
    private long _counter;

    public BookLevel BestBid => Levels(Side.Buy).FirstOrDefault();

    public BookLevel BestAsk => Levels(Side.Sell).FirstOrDefault();

    public int OrderCount => _orders.Count;

    public ReadOnlySpan<MatchingEvent> Place(scoped in NewOrder order)
    {
        _events.Clear();
        var no = Check(order);
        if (no != OrderRejectReason.None)
        {
            _events.Add(new(MatchingEventKind.Rejected, no, default, order.Owner, order.Id, default, default, default, 0, 0, default));
            return Events();
        }

        var untriggered = order.Trigger != TriggerKind.None;
        var kept = untriggered ? order : order with { TriggerPrice = default, TriggerBy = default };
        var quantity = order.Quantity.Raw;
        if (order.ReduceOnly && !untriggered) quantity = Math.Min(quantity, Reducible(order.Owner, order.Side));
        var taken = new NaiveOrder
        {
            Order = kept with { Quantity = new Quantity(quantity) },
            Remaining = quantity,
            Accepted = ++_counter,
            Priority = ++_counter,
            Untriggered = untriggered,
        };
        _orders.Add(taken);
        Tell(MatchingEventKind.Accepted, taken);
        if (!untriggered) Execute(taken);
        Wake();
        return Events();
    }

    public ReadOnlySpan<MatchingEvent> Cancel(long id)
    {
        _events.Clear();
        if (Find(id) is { } order) End(order, OrderRejectReason.None, tellLevel: true);
        else Refuse(id, 0, OrderRejectReason.UnknownOrder);
        return Events();
    }

    public ReadOnlySpan<MatchingEvent> CancelAll(int owner, OrderScope scope = OrderScope.All)
    {
        _events.Clear();
        foreach (var order in _orders.Where(o => o.Owner == owner).OrderBy(o => o.Accepted).ToList())
        {
            if (scope == OrderScope.All || order.Untriggered == (scope == OrderScope.Untriggered)) End(order, OrderRejectReason.None, tellLevel: true);
        }

        return Events();
    }

    public ReadOnlySpan<MatchingEvent> Amend(scoped in OrderAmendment amendment)
    {
        _events.Clear();
        var order = Find(amendment.Id);
        var no = Check(order, amendment);
        if (order is null || no != OrderRejectReason.None)
        {
            Refuse(amendment.Id, order?.Owner ?? 0, no);
            return Events();
        }

        var price = amendment.Price.Raw == 0 ? order.Price : amendment.Price.Raw;
        var remaining = amendment.Quantity.Raw == 0 ? order.Remaining : amendment.Quantity.Raw - order.Filled;
        if (order.Untriggered) AmendUntriggered(order, amendment, price, remaining);
        else AmendResting(order, price, remaining);
        Wake();
        return Events();
    }

    public ReadOnlySpan<MatchingEvent> UpdatePrice(TriggerSource source, Price price)
    {
        _events.Clear();
        if (price.Raw <= 0)
        {
            Refuse(0, 0, OrderRejectReason.InvalidPrice);
            return Events();
        }

        _prices[(int)source] = price.Raw;
        if (source == TriggerSource.Last) _lastTrades.Add(price.Raw);
        Wake();
        return Events();
    }

    public ReadOnlySpan<MatchingEvent> SetPosition(int owner, Quantity position)
    {
        _events.Clear();
        if (owner is < 0 or > MatchingRules.MaxOwner)
        {
            Refuse(0, owner, OrderRejectReason.Other);
            return Events();
        }

        _positions[owner] = position.Raw;
        _moved.Add(owner);
        CutReduceOnly();
        return Events();
    }

    public Quantity Position(int owner) => new(_positions.GetValueOrDefault(owner));

    public Price ReferencePrice(TriggerSource source) => new(_prices[(int)source]);

    public int Depth(Side side, Span<BookLevel> into)
    {
        var levels = Levels(side).Take(into.Length).ToArray();
        levels.CopyTo(into);
        return levels.Length;
    }

    public bool TryFind(long id, out WorkingOrder order)
    {
        var found = Find(id);
        order = found?.ToWorkingOrder() ?? default;
        return found is not null;
    }

    public void CopyOrders(ICollection<WorkingOrder> into)
    {
        foreach (var order in Queue(Side.Buy).Concat(Queue(Side.Sell)).Concat(_orders.Where(o => o.Untriggered).OrderBy(o => o.Id))) into.Add(order.ToWorkingOrder());
    }

    private void AmendUntriggered(NaiveOrder order, OrderAmendment amendment, long price, long remaining)
    {
        var trigger = amendment.TriggerPrice.Raw == 0 ? order.Order.TriggerPrice : amendment.TriggerPrice;
        if (trigger != order.Order.TriggerPrice) order.Priority = ++_counter;
        order.Order = order.Order with { Price = new Price(price), Quantity = new Quantity(remaining), TriggerPrice = trigger };
        order.Remaining = remaining;
        Tell(MatchingEventKind.Amended, order);
    }

    private void AmendResting(NaiveOrder order, long price, long remaining)
    {
        if (order.Order.ReduceOnly) remaining = Math.Min(remaining, Reducible(order.Owner, order.Side));
        var (oldPrice, oldRemaining, filled) = (order.Price, order.Remaining, order.Filled);
        order.Order = order.Order with { Price = new Price(price), Quantity = new Quantity(filled + remaining) };
        order.Remaining = remaining;
        var keepsPlace = price == oldPrice && remaining <= oldRemaining;
        if (!keepsPlace) order.Resting = false;
        Tell(MatchingEventKind.Amended, order);
        if (!keepsPlace || remaining != oldRemaining) TellLevel(order.Side, oldPrice);
        if (!keepsPlace) Execute(order);
    }

    private OrderRejectReason Check(in NewOrder order)
    {
        if (order.Owner is < 0 or > MatchingRules.MaxOwner) return OrderRejectReason.Other;
        if (Find(order.Id) is not null) return OrderRejectReason.DuplicateOrder;
        if (order.Quantity.Raw <= 0 || !IsQuantity(order.Quantity)) return OrderRejectReason.InvalidQuantity;
        if (!IsPrice(order.Price) || (order.Type == OrderType.Limit && order.Price.Raw == 0)) return OrderRejectReason.InvalidPrice;
        if (order.Trigger != TriggerKind.None)
        {
            if (!IsPrice(order.TriggerPrice) || order.TriggerPrice.Raw == 0) return OrderRejectReason.InvalidPrice;
            return IsReached(order, order.TriggerPrice.Raw) ? OrderRejectReason.TriggerReached : OrderRejectReason.None;
        }

        return order.ReduceOnly && Reducible(order.Owner, order.Side) == 0 ? OrderRejectReason.ReduceOnlyWouldIncrease : OrderRejectReason.None;
    }

    private OrderRejectReason Check(NaiveOrder? order, in OrderAmendment amendment)
    {
        if (order is null) return OrderRejectReason.UnknownOrder;
        if (!IsPrice(amendment.Price)) return OrderRejectReason.InvalidPrice;
        if (amendment.Quantity.Raw < 0 || !IsQuantity(amendment.Quantity)) return OrderRejectReason.InvalidQuantity;
        if (amendment.Quantity.Raw != 0 && amendment.Quantity.Raw <= order.Filled) return OrderRejectReason.InvalidQuantity;
        if (amendment.TriggerPrice.Raw == 0) return OrderRejectReason.None;
        if (!order.Untriggered || !IsPrice(amendment.TriggerPrice)) return OrderRejectReason.InvalidPrice;
        return IsReached(order.Order, amendment.TriggerPrice.Raw) ? OrderRejectReason.TriggerReached : OrderRejectReason.None;
    }

    private bool IsQuantity(Quantity quantity) => quantity.Raw % rules.LotSize.Raw == 0 && quantity <= rules.MaxQuantity;

    private bool IsPrice(Price price) => price.Raw >= 0 && price.Raw % rules.TickSize.Raw == 0;

    private bool IsReached(in NewOrder order, long trigger)
    {
        var now = _prices[(int)order.TriggerBy];
        return now != 0 && (order.Trigger == TriggerKind.RisesTo ? now >= trigger : now <= trigger);
    }

    private NaiveOrder? Find(long id) => _orders.FirstOrDefault(o => o.Id == id);

    private IEnumerable<NaiveOrder> Queue(Side side)
    {
        var resting = _orders.Where(o => o.Resting && o.Side == side);
        return side == Side.Buy
            ? resting.OrderByDescending(o => o.Price).ThenBy(o => o.Priority)
            : resting.OrderBy(o => o.Price).ThenBy(o => o.Priority);
    }

    private IEnumerable<BookLevel> Levels(Side side) =>
        Queue(side).GroupBy(o => o.Price).Select(level => new BookLevel(new Price(level.Key), new Quantity(level.Sum(o => o.Remaining))));

    private long Reducible(int owner, Side side) => Math.Max(0, -side.Sign() * _positions.GetValueOrDefault(owner));

    private void Tell(MatchingEventKind kind, NaiveOrder order, OrderRejectReason reason = OrderRejectReason.None) => _events.Add(
        new(kind, reason, order.Side, order.Owner, order.Id, order.Order.Price, order.Order.Quantity, new Quantity(order.Remaining), 0, 0, default));

    private void TellLevel(Side side, long price) => _events.Add(new(
        MatchingEventKind.Level, OrderRejectReason.None, side, 0, 0, new Price(price), new Quantity(TotalAt(side, price)), default, 0, 0, default));

    private long TotalAt(Side side, long price) => _orders.Where(o => o.Resting && o.Side == side && o.Price == price).Sum(o => o.Remaining);

    private void Refuse(long id, int owner, OrderRejectReason reason) =>
        _events.Add(new(MatchingEventKind.Refused, reason, default, owner, id, default, default, default, 0, 0, default));

    private ReadOnlySpan<MatchingEvent> Events() => CollectionsMarshal.AsSpan(_events);
}
