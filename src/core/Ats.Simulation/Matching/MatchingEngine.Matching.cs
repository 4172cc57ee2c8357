using System.Runtime.CompilerServices;
using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>The walk of an order through the book.</summary>
public sealed partial class MatchingEngine
{
    private int _rehearsal;

    /// <summary>Matches an order that is not in the book, and rests or ends it.</summary>
    private void Execute(int slot)
    {
        ref var taker = ref _slots[slot];
        var makers = Ladder(taker.Side.Opposite());
        var worstKey = taker.Tick == 0 ? long.MinValue : taker.Tick ^ PriceLadder.KeyMask(taker.Side.Opposite());
        var timeInForce = taker.Type == OrderType.Market ? TimeInForce.Ioc : taker.TimeInForce;
        if (timeInForce == TimeInForce.Fok && !CanFill(taker, makers, worstKey))
        {
            End(slot, OrderRejectReason.FillOrKillNotFilled);
            return;
        }

        var prevented = false;
        if (!makers.IsEmpty && makers.BestKey >= worstKey)
        {
            if (timeInForce == TimeInForce.PostOnly)
            {
                End(slot, OrderRejectReason.PostOnlyWouldTake);
                return;
            }

            do prevented = TakeBestLevel(ref taker, makers);
            while (!prevented && taker.Remaining > 0 && !makers.IsEmpty && makers.BestKey >= worstKey);
        }

        if (taker.Remaining == 0) Release(slot);
        else if (prevented) End(slot, OrderRejectReason.SelfMatchPrevented);
        else if (taker.Type == OrderType.Market) End(slot, OrderRejectReason.NoLiquidity);
        else if (timeInForce == TimeInForce.Ioc) End(slot, OrderRejectReason.ImmediateRemainder);
        else Rest(slot);
        if (_movedCount > 0) FitReduceOnly();
    }

    /// <summary>Takes from the best level until it or the taker is used up; true when self-match prevention stopped the taker.</summary>
    private bool TakeBestLevel(ref OrderSlot taker, PriceLadder makers)
    {
        var side = taker.Side.Opposite();
        var key = makers.BestKey;
        var price = PriceOf(side, key);
        ref var level = ref makers.Best;
        var before = level.Quantity;
        var prevented = false;
        while (level.First != 0 && taker.Remaining > 0)
        {
            var slot = level.First;
            ref var maker = ref _slots[slot];
            if (taker.SelfMatch != SelfMatchPolicy.None && IsSelf(taker, maker))
            {
                if (taker.SelfMatch != SelfMatchPolicy.CancelTaker) EndFirst(ref level, slot, OrderRejectReason.SelfMatchPrevented);
                prevented = taker.SelfMatch != SelfMatchPolicy.CancelMaker;
                if (prevented) break;
                continue;
            }

            var offered = maker.Remaining;
            if (maker.ReduceOnly && (offered = Math.Min(offered, Reducible(maker.Owner, side))) == 0)
            {
                EndFirst(ref level, slot, OrderRejectReason.ReduceOnlyWouldIncrease);
                continue;
            }

            Fill(ref taker, ref maker, price, Math.Min(taker.Remaining, offered), ref level);
            if (maker.Remaining != 0) continue;
            DropFirst(ref level);
            Release(slot);
        }

        if (level.Quantity != before) TellLevel(side, key, level.Quantity);
        if (level.First == 0) makers.Remove(key);
        return prevented;
    }

    private void Fill(ref OrderSlot taker, ref OrderSlot maker, Price price, long quantity, ref PriceLevel level)
    {
        taker.Remaining -= quantity;
        taker.Filled += quantity;
        maker.Remaining -= quantity;
        maker.Filled += quantity;
        level.Quantity -= quantity;
        Move(taker.Owner, taker.Side.Sign() * quantity);
        Move(maker.Owner, maker.Side.Sign() * quantity);
        _watched[(int)TriggerSource.Last].See(price.Raw);
        _pricesMoved = true;
        NextEvent() = new MatchingEvent(
            MatchingEventKind.Trade,
            OrderRejectReason.None,
            taker.Side,
            taker.Owner,
            taker.Id,
            price,
            new Quantity(quantity),
            new Quantity(taker.Remaining),
            maker.Id,
            maker.Owner,
            new Quantity(maker.Remaining));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSelf(in OrderSlot taker, in OrderSlot maker) =>
        taker.Owner == maker.Owner || (taker.Group != 0 && taker.Group == maker.Group);

    /// <summary>Rehearses the walk of a fill-or-kill order; positions are followed, since they cap reduce-only makers.</summary>
    private bool CanFill(in OrderSlot taker, PriceLadder makers, long worstKey)
    {
        _rehearsal++;
        var left = taker.Remaining;
        if (makers.IsEmpty) return false;
        for (var (key, more) = (makers.BestKey, true); more && key >= worstKey; more = makers.TryNextWorse(key, out key))
        {
            for (var slot = makers.Find(key).First; slot != 0; slot = _slots[slot].Next)
            {
                ref readonly var maker = ref _slots[slot];
                if (taker.SelfMatch != SelfMatchPolicy.None && IsSelf(taker, maker))
                {
                    if (taker.SelfMatch == SelfMatchPolicy.CancelMaker) continue;
                    return false;
                }

                var offered = maker.Remaining;
                ref var position = ref Rehearsed(maker.Owner);
                if (maker.ReduceOnly) offered = Math.Min(offered, Math.Max(0, -maker.Side.Sign() * position));
                var fill = Math.Min(left, offered);
                position += maker.Side.Sign() * fill;
                Rehearsed(taker.Owner) += taker.Side.Sign() * fill;
                left -= fill;
                if (left == 0) return true;
            }
        }

        return false;
    }

    private ref long Rehearsed(int owner)
    {
        ref var state = ref _owners[owner];
        if (state.RehearsalNumber != _rehearsal) (state.RehearsalNumber, state.Rehearsed) = (_rehearsal, state.Position);
        return ref state.Rehearsed;
    }

    private void Rest(int slot)
    {
        ref var order = ref _slots[slot];
        var key = Key(order);
        ref var level = ref Ladder(order.Side).FindOrAdd(key);
        (order.Previous, order.Next) = (level.Last, 0);
        if (level.Last == 0) level.First = slot;
        else _slots[level.Last].Next = slot;
        level.Last = slot;
        level.Quantity += order.Remaining;
        order.Resting = true;
        TellLevel(order.Side, key, level.Quantity);
    }

    /// <summary>Ends the order at the head of a level inside a walk; the level is told when the walk leaves it.</summary>
    private void EndFirst(ref PriceLevel level, int slot, OrderRejectReason reason)
    {
        level.Quantity -= _slots[slot].Remaining;
        DropFirst(ref level);
        End(slot, reason);
    }

    private void DropFirst(ref PriceLevel level)
    {
        level.First = _slots[level.First].Next;
        if (level.First == 0) level.Last = 0;
        else _slots[level.First].Previous = 0;
    }

    /// <summary>Takes a resting order out of its level; returns what is left there.</summary>
    private long Unlink(int slot, long key)
    {
        ref var order = ref _slots[slot];
        var ladder = Ladder(order.Side);
        ref var level = ref ladder.Find(key);
        if (order.Previous == 0) level.First = order.Next;
        else _slots[order.Previous].Next = order.Next;
        if (order.Next == 0) level.Last = order.Previous;
        else _slots[order.Next].Previous = order.Previous;
        order.Resting = false;
        var left = level.Quantity -= order.Remaining;
        if (level.First == 0) ladder.Remove(key);
        return left;
    }

    /// <summary>Lowers what is left of a resting order, which keeps its place.</summary>
    private void Shrink(ref OrderSlot order, long remaining, OrderRejectReason reason)
    {
        var less = order.Remaining - remaining;
        order.Remaining = remaining;
        Tell(MatchingEventKind.Amended, order, reason);
        if (less == 0) return;
        var key = Key(order);
        ref var level = ref Ladder(order.Side).Find(key);
        level.Quantity -= less;
        TellLevel(order.Side, key, level.Quantity);
    }

    /// <summary>Ends an order that rests or waits for its trigger.</summary>
    private void EndStanding(int slot, OrderRejectReason reason)
    {
        ref var order = ref _slots[slot];
        if (order.Untriggered)
        {
            Forget(slot);
            End(slot, reason);
            return;
        }

        var (side, key) = (order.Side, Key(order));
        var left = Unlink(slot, key);
        End(slot, reason);
        TellLevel(side, key, left);
    }

    /// <summary>Ends an order that is in no queue.</summary>
    private void End(int slot, OrderRejectReason reason)
    {
        Tell(MatchingEventKind.Cancelled, _slots[slot], reason);
        Release(slot);
    }
}
