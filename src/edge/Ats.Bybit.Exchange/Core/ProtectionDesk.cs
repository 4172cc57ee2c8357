using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>
/// Take-profits, stop-losses and trailing stops as real conditional orders that shrink and vanish with their position. Full ones cover the
/// whole position, one pair each; partial ones cover the fills of the order that brought them, or a stated size.
/// </summary>
internal sealed class ProtectionDesk(ExchangeCore core)
{
    /// <summary>Called after every fill of an account, the position already moved.</summary>
    public void AfterFill(AccountOrder order, Quantity quantity, Quantity sizeBefore)
    {
        if (order.Listing.IsLinear)
        {
            var position = order.Account.Holding(order.Listing).Positions[order.PositionIndex];
            Fit(position, sizeBefore);
            if (position.Size.IsZero || (order.TakeProfit.Raw == 0 && order.StopLoss.Raw == 0)) return;
            if (!order.PartialProtection)
            {
                if (order.TakeProfit.Raw > 0) SetFull(position, StopKind.TakeProfit, order.TakeProfit, order.TakeProfitBy);
                if (order.StopLoss.Raw > 0) SetFull(position, StopKind.StopLoss, order.StopLoss, order.StopLossBy);
                return;
            }
        }

        if (order.TakeProfit.Raw > 0 || order.StopLoss.Raw > 0) AddPartial(order, quantity);
    }

    /// <summary>The living full protection of a kind on a position; null when there is none.</summary>
    public static AccountOrder? Full(PositionState position, StopKind kind)
    {
        foreach (var order in position.Holding.Listing.Waiting)
        {
            if (order.Stop == kind && order.Account == position.Holding.Account && order.PositionIndex == position.Index) return order;
        }

        return null;
    }

    /// <summary>Sets, moves or (price zero) removes the full protection of a kind; false when nothing changes.</summary>
    public bool SetFull(PositionState position, StopKind kind, Price trigger, PriceBasis by)
    {
        var existing = Full(position, kind);
        if (existing is null) return trigger.Raw != 0 && New(position, kind, trigger, by, position.Size.Abs(), default) is not null;
        if (existing.TriggerPrice == trigger && existing.TriggerBy == by) return false;
        if (trigger.Raw == 0)
        {
            core.Orders.CancelBySystem(existing, CancelKind.CancelByUser);
            return true;
        }

        existing.TriggerPrice = trigger;
        existing.TriggerBy = by;
        existing.TriggerDirection = Direction(position.Size, kind);
        core.Announce(existing);
        return true;
    }

    /// <summary>Sets, moves or (distance zero) removes the trailing stop.</summary>
    public bool SetTrailing(PositionState position, Price distance, Price active)
    {
        if (Full(position, StopKind.TrailingStop) is { } existing)
        {
            if (existing.TrailDistance == distance && (active.Raw == 0 || existing.ActivePrice == active)) return false;
            core.Orders.CancelBySystem(existing, CancelKind.CancelByUser);
            if (distance.Raw == 0) return true;
        }

        if (distance.Raw == 0) return false;
        var isLong = position.Size.Raw > 0;
        var last = position.Holding.Listing.Last;
        var order = New(position, StopKind.TrailingStop, isLong ? last - distance : last + distance, PriceBasis.LastPrice, position.Size.Abs(), default);
        order.TrailDistance = distance;
        order.ActivePrice = active;
        order.TrailActive = active.Raw == 0;
        return true;
    }

    /// <summary>Adds a partial pair of a stated size (either leg may be absent).</summary>
    public void AddPair(PositionState position, Price takeProfit, PriceBasis takeBy, Price takeLimit, Price stopLoss, PriceBasis stopBy, Price stopLimit, Quantity size)
    {
        var take = takeProfit.Raw > 0 ? New(position, StopKind.PartialTakeProfit, takeProfit, takeBy, size, takeLimit) : null;
        var stop = stopLoss.Raw > 0 ? New(position, StopKind.PartialStopLoss, stopLoss, stopBy, size, stopLimit) : null;
        Pair(take, stop);
    }

    private void AddPartial(AccountOrder parent, Quantity quantity)
    {
        // A spot buy leaves its fee in the base coin: protect what was received, in whole lots.
        if (!parent.Listing.IsLinear && parent.Side == Side.Buy)
            quantity = parent.Listing.Rules.RoundDown(Quantity.FromDecimal(quantity.ToDecimal() * (1 - parent.Listing.Rules.Fees.TakerRate)));
        if (quantity.IsZero) return;
        var children = parent.Listing.Waiting.Where(o => o.ParentId == parent.Id).ToList();
        if (children.Count > 0)
        {
            foreach (var child in children)
            {
                child.Quantity += quantity;
                core.Announce(child);
            }

            return;
        }

        var take = parent.TakeProfit.Raw > 0 ? Child(parent, StopKind.PartialTakeProfit, parent.TakeProfit, parent.TakeProfitBy, parent.TakeProfitLimit, quantity) : null;
        var stop = parent.StopLoss.Raw > 0 ? Child(parent, StopKind.PartialStopLoss, parent.StopLoss, parent.StopLossBy, parent.StopLossLimit, quantity) : null;
        Pair(take, stop);
    }

    private static void Pair(AccountOrder? a, AccountOrder? b)
    {
        if (a is null || b is null) return;
        a.PairId = b.Id;
        b.PairId = a.Id;
    }

    private AccountOrder Child(AccountOrder parent, StopKind kind, Price trigger, PriceBasis by, Price limit, Quantity quantity)
    {
        var order = Draft(parent.Account, parent.Listing, parent.PositionIndex, parent.Side.Opposite(), kind, trigger, by, quantity, limit);
        order.TriggerDirection = Direction(new Quantity(parent.Side.Sign()), kind);
        order.ParentId = parent.Id;
        return core.Orders.Accept(order);
    }

    private AccountOrder New(PositionState position, StopKind kind, Price trigger, PriceBasis by, Quantity quantity, Price limit)
    {
        var side = position.Size.Raw > 0 ? Side.Sell : Side.Buy;
        var order = Draft(position.Holding.Account, position.Holding.Listing, position.Index, side, kind, trigger, by, quantity, limit);
        order.TriggerDirection = Direction(position.Size, kind);
        return core.Orders.Accept(order);
    }

    private AccountOrder Draft(Account account, Listing listing, byte index, Side side, StopKind kind, Price trigger, PriceBasis by, Quantity quantity, Price limit) => new(account, listing)
    {
        Side = side,
        Type = limit.Raw > 0 ? OrderType.Limit : OrderType.Market,
        TimeInForce = limit.Raw > 0 ? TimeInForce.Gtc : TimeInForce.Ioc,
        Price = limit,
        Quantity = quantity,
        TriggerPrice = trigger,
        TriggerBy = by,
        Stop = kind,
        Filter = listing.IsLinear ? FilterKind.Order : FilterKind.StopOrder,
        ReduceOnly = listing.IsLinear,
        CloseOnTrigger = listing.IsLinear,
        PositionIndex = index,
        PartialProtection = kind is StopKind.PartialTakeProfit or StopKind.PartialStopLoss,
        Create = kind switch
        {
            StopKind.TakeProfit => CreateKind.CreateByTakeProfit,
            StopKind.StopLoss => CreateKind.CreateByStopLoss,
            StopKind.TrailingStop => CreateKind.CreateByTrailingStop,
            StopKind.PartialTakeProfit => CreateKind.CreateByPartialTakeProfit,
            _ => CreateKind.CreateByPartialStopLoss,
        },
        CreatedMs = core.NowMs,
        LastPriceOnCreated = listing.Last,
    };

    /// <summary>1 rises to, 2 falls to.</summary>
    private static byte Direction(Quantity size, StopKind kind)
    {
        var takes = kind is StopKind.TakeProfit or StopKind.PartialTakeProfit;
        return (byte)(size.Raw > 0 == takes ? 1 : 2);
    }

    /// <summary>Fits the protections to the position after it moved; all go when it is flat or turned round.</summary>
    public void Fit(PositionState position, Quantity sizeBefore)
    {
        if (sizeBefore.IsZero) return;
        var gone = position.Size.IsZero || Math.Sign(position.Size.Raw) != Math.Sign(sizeBefore.Raw);
        var waiting = position.Holding.Listing.Waiting;
        for (var i = waiting.Count - 1; i >= 0; i--)
        {
            var order = waiting[i];
            if (!order.IsTpSl || order.Account != position.Holding.Account || order.PositionIndex != position.Index) continue;
            if (gone)
            {
                core.Orders.CancelBySystem(order, CancelKind.CancelByTpSlTsClear);
                continue;
            }

            var size = position.Size.Abs();
            if (order.PartialProtection ? order.Quantity <= size : order.Quantity == size) continue;
            order.Quantity = size;
            core.Announce(order);
        }
    }
}
