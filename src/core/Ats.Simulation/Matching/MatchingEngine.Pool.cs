using System.Runtime.CompilerServices;
using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>The pool of order slots, the owners' lists, and the event buffer.</summary>
public sealed partial class MatchingEngine
{
    /// <summary>Takes a slot for an order and enters it in the index and its owner's lists.</summary>
    private int Take(in NewOrder order)
    {
        EnsureOwner(order.Owner);
        var slot = FreeSlot();
        ref var taken = ref _slots[slot];
        taken.Id = order.Id;
        taken.Tick = order.Price.Raw / _tickSize;
        taken.Remaining = order.Quantity.Raw;
        taken.Filled = 0;
        taken.Owner = order.Owner;
        taken.Group = order.Group;
        taken.Side = order.Side;
        taken.Type = order.Type;
        taken.TimeInForce = order.TimeInForce;
        taken.SelfMatch = order.SelfMatch;
        taken.ReduceOnly = order.ReduceOnly;
        taken.Conditional = order.Trigger != TriggerKind.None;
        taken.Untriggered = taken.Conditional;
        taken.Resting = false;
        if (taken.Conditional) (_extras[slot].Trigger, _extras[slot].TriggerBy) = (order.Trigger, order.TriggerBy);
        Enlist(slot, ref taken);
        _index.Add(order.Id, slot);
        OrderCount++;
        return slot;
    }

    private int FreeSlot()
    {
        var slot = _firstFree;
        if (slot != 0)
        {
            _firstFree = _slots[slot].Next;
            return slot;
        }

        if (_usedSlots == _slots.Length)
        {
            Array.Resize(ref _slots, _usedSlots * 2);
            Array.Resize(ref _extras, _usedSlots * 2);
        }

        return _usedSlots++;
    }

    /// <summary>Gives back the slot of an order that is in no queue; its contents stay readable until it is taken again.</summary>
    private void Release(int slot)
    {
        ref var order = ref _slots[slot];
        _index.Remove(order.Id, slot);
        Delist(slot, order);
        order.Resting = false;
        order.Untriggered = false;
        order.Next = _firstFree;
        _firstFree = slot;
        OrderCount--;
    }

    private void Enlist(int slot, ref OrderSlot order)
    {
        ref var owner = ref _owners[order.Owner];
        (order.OwnerPrevious, order.OwnerNext) = (owner.LastOrder, 0);
        if (owner.LastOrder == 0) owner.FirstOrder = slot;
        else _slots[owner.LastOrder].OwnerNext = slot;
        owner.LastOrder = slot;
        if (!order.ReduceOnly) return;
        ref var extra = ref _extras[slot];
        (extra.ReducePrevious, extra.ReduceNext) = (owner.LastReduceOnly, 0);
        if (owner.LastReduceOnly == 0) owner.FirstReduceOnly = slot;
        else _extras[owner.LastReduceOnly].ReduceNext = slot;
        owner.LastReduceOnly = slot;
    }

    private void Delist(int slot, in OrderSlot order)
    {
        ref var owner = ref _owners[order.Owner];
        if (order.OwnerPrevious == 0) owner.FirstOrder = order.OwnerNext;
        else _slots[order.OwnerPrevious].OwnerNext = order.OwnerNext;
        if (order.OwnerNext == 0) owner.LastOrder = order.OwnerPrevious;
        else _slots[order.OwnerNext].OwnerPrevious = order.OwnerPrevious;
        if (!order.ReduceOnly) return;
        ref readonly var extra = ref _extras[slot];
        if (extra.ReducePrevious == 0) owner.FirstReduceOnly = extra.ReduceNext;
        else _extras[extra.ReducePrevious].ReduceNext = extra.ReduceNext;
        if (extra.ReduceNext == 0) owner.LastReduceOnly = extra.ReducePrevious;
        else _extras[extra.ReduceNext].ReducePrevious = extra.ReducePrevious;
    }

    private void EnsureOwner(int owner)
    {
        if (owner >= _owners.Length) Array.Resize(ref _owners, Math.Max(owner + 1, _owners.Length * 2));
    }

    private PriceLadder Ladder(Side side) => side == Side.Buy ? _bids : _asks;

    private static long Key(in OrderSlot order) => order.Tick ^ PriceLadder.KeyMask(order.Side);

    private Price PriceOf(Side side, long key) => new((key ^ PriceLadder.KeyMask(side)) * _tickSize);

    private void CopyQueue(Side side, ICollection<WorkingOrder> into)
    {
        var ladder = Ladder(side);
        if (ladder.IsEmpty) return;
        for (var (key, more) = (ladder.BestKey, true); more; more = ladder.TryNextWorse(key, out key))
        {
            for (var slot = ladder.Find(key).First; slot != 0; slot = _slots[slot].Next) into.Add(ToWorkingOrder(slot));
        }
    }

    private WorkingOrder ToWorkingOrder(int slot)
    {
        ref readonly var o = ref _slots[slot];
        var extra = o.Conditional ? _extras[slot] : default;
        var order = new NewOrder(o.Id, o.Owner, o.Side, o.Type, o.TimeInForce, new Quantity(o.Filled + o.Remaining), new Price(o.Tick * _tickSize))
        {
            ReduceOnly = o.ReduceOnly,
            Group = o.Group,
            SelfMatch = o.SelfMatch,
            Trigger = extra.Trigger,
            TriggerPrice = new Price(extra.TriggerPrice),
            TriggerBy = extra.TriggerBy,
        };
        return new WorkingOrder(order, new Quantity(o.Remaining), o.Untriggered);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref MatchingEvent NextEvent()
    {
        if (_eventCount == _events.Length) Array.Resize(ref _events, _eventCount * 2);
        return ref _events[_eventCount++];
    }

    private void Tell(MatchingEventKind kind, in OrderSlot order, OrderRejectReason reason = OrderRejectReason.None) => NextEvent() = new MatchingEvent(
        kind,
        reason,
        order.Side,
        order.Owner,
        order.Id,
        new Price(order.Tick * _tickSize),
        new Quantity(order.Filled + order.Remaining),
        new Quantity(order.Remaining),
        0,
        0,
        default);

    private void TellLevel(Side side, long key, long quantity) => NextEvent() = new MatchingEvent(
        MatchingEventKind.Level, OrderRejectReason.None, side, 0, 0, PriceOf(side, key), new Quantity(quantity), default, 0, 0, default);

    private void TellRefusal(MatchingEventKind kind, long id, int owner, OrderRejectReason reason) => NextEvent() = new MatchingEvent(
        kind, reason, default, owner, id, default, default, default, 0, 0, default);

    private ReadOnlySpan<MatchingEvent> Events() => _events.AsSpan(0, _eventCount);
}
