using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>Conditional orders and reduce-only orders: what other events wake and cut.</summary>
public sealed partial class MatchingEngine
{
    private readonly WatchedPrice[] _watched = [new(), new(), new()];
    private readonly TriggerQueue[] _waiting =
    [
        new(TriggerKind.RisesTo), new(TriggerKind.FallsTo),
        new(TriggerKind.RisesTo), new(TriggerKind.FallsTo),
        new(TriggerKind.RisesTo), new(TriggerKind.FallsTo),
    ];

    private bool _pricesMoved;
    private long _triggerPriority;
    private int[] _moved = new int[16];
    private int _movedCount;

    private void Await(int slot, long trigger)
    {
        ref var extra = ref _extras[slot];
        (extra.TriggerPrice, extra.TriggerPriority) = (trigger, ++_triggerPriority);
        Waiting(extra).Add(trigger, extra.TriggerPriority, slot);
    }

    private void Forget(int slot)
    {
        ref readonly var extra = ref _extras[slot];
        Waiting(extra).Remove(extra.TriggerPrice, extra.TriggerPriority);
    }

    private TriggerQueue Waiting(in OrderExtra extra) => _waiting[((int)extra.TriggerBy * 2) + (extra.Trigger == TriggerKind.FallsTo ? 1 : 0)];

    private bool IsReached(TriggerKind kind, TriggerSource by, long trigger)
    {
        var now = _watched[(int)by].Now;
        return now != 0 && (kind == TriggerKind.RisesTo ? now >= trigger : now <= trigger);
    }

    /// <summary>Wakes the conditional orders whose trigger is reached until none is left.</summary>
    private void Wake()
    {
        if (!_pricesMoved) return;
        for (var slot = NextToWake(); slot != 0; slot = NextToWake()) WakeOne(slot);
        foreach (ref var watched in _watched.AsSpan()) watched.Look();
        _pricesMoved = false;
    }

    private void WakeOne(int slot)
    {
        ref var order = ref _slots[slot];
        order.Untriggered = false;
        Tell(MatchingEventKind.Triggered, order);
        if (order.ReduceOnly)
        {
            var reducible = Reducible(order.Owner, order.Side);
            if (reducible == 0)
            {
                End(slot, OrderRejectReason.ReduceOnlyWouldIncrease);
                return;
            }

            if (order.Remaining > reducible)
            {
                order.Remaining = reducible;
                Tell(MatchingEventKind.Amended, order, OrderRejectReason.ReduceOnlyWouldIncrease);
            }
        }

        Execute(slot);
    }

    private int NextToWake()
    {
        for (var queue = 0; queue < _waiting.Length; queue++)
        {
            ref readonly var watched = ref _watched[queue / 2];
            var slot = _waiting[queue].Pop(watched.Low, watched.High);
            if (slot != 0) return slot;
        }

        return 0;
    }

    private void Move(int owner, long quantity)
    {
        ref var state = ref _owners[owner];
        state.Position += quantity;
        if (state.FirstReduceOnly == 0 || state.Moved) return;
        state.Moved = true;
        if (_movedCount == _moved.Length) Array.Resize(ref _moved, _movedCount * 2);
        _moved[_movedCount++] = owner;
    }

    private void FitReduceOnly()
    {
        for (var i = 0; i < _movedCount; i++)
        {
            _owners[_moved[i]].Moved = false;
            FitReduceOnly(_moved[i]);
        }

        _movedCount = 0;
    }

    /// <summary>Fits an owner's resting reduce-only orders to what is left to reduce.</summary>
    private void FitReduceOnly(int owner)
    {
        var slot = _owners[owner].FirstReduceOnly;
        while (slot != 0)
        {
            ref var order = ref _slots[slot];
            var next = _extras[slot].ReduceNext;
            if (order.Resting)
            {
                var reducible = Reducible(owner, order.Side);
                if (reducible == 0) EndStanding(slot, OrderRejectReason.ReduceOnlyWouldIncrease);
                else if (order.Remaining > reducible) Shrink(ref order, reducible, OrderRejectReason.ReduceOnlyWouldIncrease);
            }

            slot = next;
        }
    }

    /// <summary>How much an order of this side could reduce the owner's position.</summary>
    private long Reducible(int owner, Side side) => (uint)owner < (uint)_owners.Length ? Math.Max(0, -side.Sign() * _owners[owner].Position) : 0;
}
