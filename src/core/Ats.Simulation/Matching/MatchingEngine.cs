using System.Runtime.CompilerServices;
using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>
/// The matching rules, fast: orders are slots in one array, price levels a ladder around the touch, ids an open-addressing table; nothing is
/// allocated per command once the arrays have grown to the market's size. Held to <see cref="NaiveMatchingEngine"/> event by event.
/// </summary>
public sealed partial class MatchingEngine : IMatchingEngine
{
    private readonly MatchingRules _rules;
    private readonly long _tickSize;
    private readonly long _lotSize;
    private readonly PriceLadder _bids;
    private readonly PriceLadder _asks;
    private readonly OrderIndex _index;
    private OrderSlot[] _slots;
    private OrderExtra[] _extras;
    private OwnerState[] _owners = new OwnerState[16];
    private MatchingEvent[] _events = new MatchingEvent[256];
    private int _eventCount;
    private int _firstFree;
    private int _usedSlots = 1;

    /// <param name="rules">Tick, lot and the largest quantity.</param>
    /// <param name="capacity">Orders before the first growth.</param>
    /// <param name="windowTicks">Ticks of each side held in the fast window: a power of two, at least 4096; 16 bytes each.</param>
    public MatchingEngine(MatchingRules rules, int capacity = 1024, int windowTicks = 16_384)
    {
        _rules = rules;
        _tickSize = rules.TickSize.Raw;
        _lotSize = rules.LotSize.Raw;
        _bids = new PriceLadder(Side.Buy, windowTicks);
        _asks = new PriceLadder(Side.Sell, windowTicks);
        _index = new OrderIndex(capacity);
        _slots = new OrderSlot[capacity + 1];
        _extras = new OrderExtra[capacity + 1];
    }

    public BookLevel BestBid => Best(Side.Buy);

    public BookLevel BestAsk => Best(Side.Sell);

    public int OrderCount { get; private set; }

    public ReadOnlySpan<MatchingEvent> Place(scoped in NewOrder order)
    {
        _eventCount = 0;
        var no = Check(order);
        if (no != OrderRejectReason.None)
        {
            TellRefusal(MatchingEventKind.Rejected, order.Id, order.Owner, no);
            return Events();
        }

        var slot = Take(order);
        ref var taken = ref _slots[slot];
        if (taken.Untriggered)
        {
            Tell(MatchingEventKind.Accepted, taken);
            Await(slot, order.TriggerPrice.Raw);
        }
        else
        {
            if (taken.ReduceOnly) taken.Remaining = Math.Min(taken.Remaining, Reducible(taken.Owner, taken.Side));
            Tell(MatchingEventKind.Accepted, taken);
            Execute(slot);
            Wake();
        }

        return Events();
    }

    public ReadOnlySpan<MatchingEvent> Cancel(long id)
    {
        _eventCount = 0;
        var slot = _index.Find(id, _slots);
        if (slot == 0) TellRefusal(MatchingEventKind.Refused, id, 0, OrderRejectReason.UnknownOrder);
        else EndStanding(slot, OrderRejectReason.None);
        return Events();
    }

    public ReadOnlySpan<MatchingEvent> CancelAll(int owner, OrderScope scope = OrderScope.All)
    {
        _eventCount = 0;
        var slot = (uint)owner < (uint)_owners.Length ? _owners[owner].FirstOrder : 0;
        while (slot != 0)
        {
            var next = _slots[slot].OwnerNext;
            if (scope == OrderScope.All || _slots[slot].Untriggered == (scope == OrderScope.Untriggered)) EndStanding(slot, OrderRejectReason.None);
            slot = next;
        }

        return Events();
    }

    public ReadOnlySpan<MatchingEvent> Amend(scoped in OrderAmendment amendment)
    {
        _eventCount = 0;
        var slot = _index.Find(amendment.Id, _slots);
        var no = Check(slot, amendment);
        if (no != OrderRejectReason.None)
        {
            TellRefusal(MatchingEventKind.Refused, amendment.Id, slot == 0 ? 0 : _slots[slot].Owner, no);
            return Events();
        }

        ref var order = ref _slots[slot];
        var tick = amendment.Price.Raw == 0 ? order.Tick : amendment.Price.Raw / _tickSize;
        var remaining = amendment.Quantity.Raw == 0 ? order.Remaining : amendment.Quantity.Raw - order.Filled;
        if (order.Untriggered) AmendUntriggered(slot, tick, remaining, amendment.TriggerPrice.Raw);
        else AmendResting(slot, tick, remaining);
        return Events();
    }

    public ReadOnlySpan<MatchingEvent> UpdatePrice(TriggerSource source, Price price)
    {
        _eventCount = 0;
        if (price.Raw <= 0)
        {
            TellRefusal(MatchingEventKind.Refused, 0, 0, OrderRejectReason.InvalidPrice);
            return Events();
        }

        _watched[(int)source].See(price.Raw);
        _pricesMoved = true;
        Wake();
        return Events();
    }

    public ReadOnlySpan<MatchingEvent> SetPosition(int owner, Quantity position)
    {
        _eventCount = 0;
        if (owner is < 0 or > MatchingRules.MaxOwner)
        {
            TellRefusal(MatchingEventKind.Refused, 0, owner, OrderRejectReason.Other);
            return Events();
        }

        EnsureOwner(owner);
        _owners[owner].Position = position.Raw;
        FitReduceOnly(owner);
        return Events();
    }

    public Quantity Position(int owner) => new((uint)owner < (uint)_owners.Length ? _owners[owner].Position : 0);

    public Price ReferencePrice(TriggerSource source) => new(_watched[(int)source].Now);

    public int Depth(Side side, Span<BookLevel> into) => Ladder(side).CopyTo(into, _tickSize);

    public bool TryFind(long id, out WorkingOrder order)
    {
        var slot = _index.Find(id, _slots);
        order = slot == 0 ? default : ToWorkingOrder(slot);
        return slot != 0;
    }

    public void CopyOrders(ICollection<WorkingOrder> into)
    {
        CopyQueue(Side.Buy, into);
        CopyQueue(Side.Sell, into);
        var conditional = new List<WorkingOrder>();
        for (var slot = 1; slot < _usedSlots; slot++)
        {
            if (_slots[slot].Untriggered) conditional.Add(ToWorkingOrder(slot));
        }

        foreach (var order in conditional.OrderBy(o => o.Order.Id)) into.Add(order);
    }

    private void AmendUntriggered(int slot, long tick, long remaining, long trigger)
    {
        ref var order = ref _slots[slot];
        (order.Tick, order.Remaining) = (tick, remaining);
        if (trigger != 0 && trigger != _extras[slot].TriggerPrice)
        {
            Forget(slot);
            Await(slot, trigger);
        }

        Tell(MatchingEventKind.Amended, order);
    }

    private void AmendResting(int slot, long tick, long remaining)
    {
        ref var order = ref _slots[slot];
        if (order.ReduceOnly) remaining = Math.Min(remaining, Reducible(order.Owner, order.Side));
        if (tick == order.Tick && remaining <= order.Remaining)
        {
            Shrink(ref order, remaining, OrderRejectReason.None);
            return;
        }

        var key = Key(order);
        var left = Unlink(slot, key);
        (order.Tick, order.Remaining) = (tick, remaining);
        Tell(MatchingEventKind.Amended, order);
        TellLevel(order.Side, key, left);
        Execute(slot);
        Wake();
    }

    private OrderRejectReason Check(in NewOrder order)
    {
        if ((uint)order.Owner > MatchingRules.MaxOwner) return OrderRejectReason.Other;
        if (_index.Find(order.Id, _slots) != 0) return OrderRejectReason.DuplicateOrder;
        if (order.Quantity.Raw <= 0 || !IsQuantity(order.Quantity.Raw)) return OrderRejectReason.InvalidQuantity;
        if (!IsPrice(order.Price.Raw) || (order.Price.Raw == 0 && order.Type == OrderType.Limit)) return OrderRejectReason.InvalidPrice;
        if (order.Trigger != TriggerKind.None)
        {
            if (!IsPrice(order.TriggerPrice.Raw) || order.TriggerPrice.Raw == 0) return OrderRejectReason.InvalidPrice;
            return IsReached(order.Trigger, order.TriggerBy, order.TriggerPrice.Raw) ? OrderRejectReason.TriggerReached : OrderRejectReason.None;
        }

        return order.ReduceOnly && Reducible(order.Owner, order.Side) == 0 ? OrderRejectReason.ReduceOnlyWouldIncrease : OrderRejectReason.None;
    }

    private OrderRejectReason Check(int slot, in OrderAmendment amendment)
    {
        if (slot == 0) return OrderRejectReason.UnknownOrder;
        ref readonly var order = ref _slots[slot];
        var quantity = amendment.Quantity.Raw;
        if (!IsPrice(amendment.Price.Raw)) return OrderRejectReason.InvalidPrice;
        if (quantity != 0 && (quantity <= order.Filled || !IsQuantity(quantity))) return OrderRejectReason.InvalidQuantity;
        var trigger = amendment.TriggerPrice.Raw;
        if (trigger == 0) return OrderRejectReason.None;
        if (!order.Untriggered || !IsPrice(trigger)) return OrderRejectReason.InvalidPrice;
        return IsReached(_extras[slot].Trigger, _extras[slot].TriggerBy, trigger) ? OrderRejectReason.TriggerReached : OrderRejectReason.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsQuantity(long quantity) => quantity % _lotSize == 0 && quantity <= _rules.MaxQuantity.Raw;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPrice(long price) => price >= 0 && price % _tickSize == 0;

    private BookLevel Best(Side side)
    {
        var ladder = Ladder(side);
        return ladder.IsEmpty ? default : new BookLevel(PriceOf(side, ladder.BestKey), new Quantity(ladder.Best.Quantity));
    }
}
