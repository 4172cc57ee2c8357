using Ats.Domain;

namespace Ats.Simulation.Matching;

public sealed partial class NaiveMatchingEngine
{
    /// <summary>Last prices since triggers were last looked at.</summary>
    private readonly List<long> _lastTrades = [];

    /// <summary>Matches an order that is not in the book, and rests or ends it.</summary>
    private void Execute(NaiveOrder taker)
    {
        var timeInForce = taker.Order.Type == OrderType.Market ? TimeInForce.Ioc : taker.Order.TimeInForce;
        if (timeInForce == TimeInForce.PostOnly && Opposing(taker).Any())
        {
            End(taker, OrderRejectReason.PostOnlyWouldTake, tellLevel: false);
        }
        else if (timeInForce == TimeInForce.Fok && !CanFill(taker))
        {
            End(taker, OrderRejectReason.FillOrKillNotFilled, tellLevel: false);
        }
        else
        {
            var prevented = Take(taker);
            if (taker.Remaining == 0) _orders.Remove(taker);
            else if (prevented) End(taker, OrderRejectReason.SelfMatchPrevented, tellLevel: false);
            else if (taker.Order.Type == OrderType.Market) End(taker, OrderRejectReason.NoLiquidity, tellLevel: false);
            else if (timeInForce == TimeInForce.Ioc) End(taker, OrderRejectReason.ImmediateRemainder, tellLevel: false);
            else Rest(taker);
        }

        CutReduceOnly();
    }

    private IEnumerable<NaiveOrder> Opposing(NaiveOrder taker) => Queue(taker.Side.Opposite())
        .Where(maker => taker.Price == 0 || (taker.Side == Side.Buy ? maker.Price <= taker.Price : maker.Price >= taker.Price));

    private static bool IsSelf(NaiveOrder taker, NaiveOrder maker) =>
        taker.Owner == maker.Owner || (taker.Order.Group != 0 && taker.Order.Group == maker.Order.Group);

    /// <summary>True when self-match prevention stopped the taker.</summary>
    private bool Take(NaiveOrder taker)
    {
        foreach (var price in Opposing(taker).Select(o => o.Price).Distinct().ToList())
        {
            if (taker.Remaining == 0) return false;
            var before = TotalAt(taker.Side.Opposite(), price);
            var prevented = TakeAt(taker, price);
            if (TotalAt(taker.Side.Opposite(), price) != before) TellLevel(taker.Side.Opposite(), price);
            if (prevented) return true;
        }

        return false;
    }

    private bool TakeAt(NaiveOrder taker, long price)
    {
        foreach (var maker in Opposing(taker).Where(o => o.Price == price).ToList())
        {
            if (taker.Remaining == 0) return false;
            if (taker.Order.SelfMatch != SelfMatchPolicy.None && IsSelf(taker, maker))
            {
                if (taker.Order.SelfMatch != SelfMatchPolicy.CancelTaker) End(maker, OrderRejectReason.SelfMatchPrevented, tellLevel: false);
                if (taker.Order.SelfMatch != SelfMatchPolicy.CancelMaker) return true;
                continue;
            }

            var offered = maker.Order.ReduceOnly ? Math.Min(maker.Remaining, Reducible(maker.Owner, maker.Side)) : maker.Remaining;
            if (offered > 0) Fill(taker, maker, Math.Min(taker.Remaining, offered));
            if (maker.Remaining == 0) _orders.Remove(maker);
            else if (taker.Remaining > 0) End(maker, OrderRejectReason.ReduceOnlyWouldIncrease, tellLevel: false);
        }

        return false;
    }

    private void Fill(NaiveOrder taker, NaiveOrder maker, long quantity)
    {
        taker.Remaining -= quantity;
        maker.Remaining -= quantity;
        Move(taker, quantity);
        Move(maker, quantity);
        _prices[(int)TriggerSource.Last] = maker.Price;
        _lastTrades.Add(maker.Price);
        _events.Add(new(
            MatchingEventKind.Trade,
            OrderRejectReason.None,
            taker.Side,
            taker.Owner,
            taker.Id,
            maker.Order.Price,
            new Quantity(quantity),
            new Quantity(taker.Remaining),
            maker.Id,
            maker.Owner,
            new Quantity(maker.Remaining)));
    }

    private void Move(NaiveOrder order, long quantity)
    {
        _positions[order.Owner] = _positions.GetValueOrDefault(order.Owner) + (order.Side.Sign() * quantity);
        if (!_moved.Contains(order.Owner)) _moved.Add(order.Owner);
    }

    /// <summary>Plays the walk without trading: the positions it would move are followed, since they cap reduce-only makers.</summary>
    private bool CanFill(NaiveOrder taker)
    {
        var positions = new Dictionary<int, long>(_positions);
        var left = taker.Remaining;
        foreach (var maker in Opposing(taker))
        {
            if (taker.Order.SelfMatch != SelfMatchPolicy.None && IsSelf(taker, maker))
            {
                if (taker.Order.SelfMatch == SelfMatchPolicy.CancelMaker) continue;
                return false;
            }

            var reducible = Math.Max(0, -maker.Side.Sign() * positions.GetValueOrDefault(maker.Owner));
            var fill = Math.Min(left, maker.Order.ReduceOnly ? Math.Min(maker.Remaining, reducible) : maker.Remaining);
            positions[maker.Owner] = positions.GetValueOrDefault(maker.Owner) + (maker.Side.Sign() * fill);
            positions[taker.Owner] = positions.GetValueOrDefault(taker.Owner) + (taker.Side.Sign() * fill);
            left -= fill;
            if (left == 0) return true;
        }

        return false;
    }

    private void Rest(NaiveOrder order)
    {
        order.Resting = true;
        order.Priority = ++_counter;
        TellLevel(order.Side, order.Price);
    }

    private void End(NaiveOrder order, OrderRejectReason reason, bool tellLevel)
    {
        _orders.Remove(order);
        Tell(MatchingEventKind.Cancelled, order, reason);
        if (tellLevel && order.Resting) TellLevel(order.Side, order.Price);
    }

    /// <summary>Fits the resting reduce-only orders of owners whose position moved to what is left to reduce.</summary>
    private void CutReduceOnly()
    {
        foreach (var owner in _moved)
        {
            foreach (var order in _orders.Where(o => o.Owner == owner && o.Resting && o.Order.ReduceOnly).OrderBy(o => o.Accepted).ToList())
            {
                var reducible = Reducible(owner, order.Side);
                if (reducible == 0) End(order, OrderRejectReason.ReduceOnlyWouldIncrease, tellLevel: true);
                else if (order.Remaining > reducible) Cut(order, reducible);
            }
        }

        _moved.Clear();
    }

    private void Cut(NaiveOrder order, long remaining)
    {
        order.Order = order.Order with { Quantity = new Quantity(order.Filled + remaining) };
        order.Remaining = remaining;
        Tell(MatchingEventKind.Amended, order, OrderRejectReason.ReduceOnlyWouldIncrease);
        if (order.Resting) TellLevel(order.Side, order.Price);
    }

    /// <summary>Wakes the conditional orders whose trigger is reached until none is left.</summary>
    private void Wake()
    {
        while (NextToWake() is { } order)
        {
            order.Untriggered = false;
            Tell(MatchingEventKind.Triggered, order);
            var reducible = order.Order.ReduceOnly ? Reducible(order.Owner, order.Side) : long.MaxValue;
            if (reducible == 0)
            {
                End(order, OrderRejectReason.ReduceOnlyWouldIncrease, tellLevel: false);
                continue;
            }

            if (order.Remaining > reducible) Cut(order, reducible);
            Execute(order);
        }

        _lastTrades.Clear();
    }

    private NaiveOrder? NextToWake() => _orders
        .Where(o => o.Untriggered && Reached(o))
        .OrderBy(o => o.Order.TriggerBy)
        .ThenBy(o => o.Order.Trigger)
        .ThenBy(o => o.Order.Trigger == TriggerKind.RisesTo ? o.Order.TriggerPrice.Raw : -o.Order.TriggerPrice.Raw)
        .ThenBy(o => o.Priority)
        .FirstOrDefault();

    private bool Reached(NaiveOrder order)
    {
        var trigger = order.Order.TriggerPrice.Raw;
        bool By(long price) => order.Order.Trigger == TriggerKind.RisesTo ? price >= trigger : price <= trigger;
        var now = _prices[(int)order.Order.TriggerBy];
        return (now != 0 && By(now)) || (order.Order.TriggerBy == TriggerSource.Last && _lastTrades.Any(By));
    }
}
