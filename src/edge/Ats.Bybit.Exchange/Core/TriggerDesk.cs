using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>Conditional orders of all accounts: watches prices, moves trailing stops, fires what is reached, oldest first.</summary>
internal sealed class TriggerDesk(ExchangeCore core)
{
    private readonly Queue<AccountOrder> _fired = new();
    private bool _draining;

    public static void Wait(AccountOrder order) => order.Listing.Waiting.Add(order);

    /// <summary>A watched price visited everything between two prices.</summary>
    public void Check(Listing listing, PriceBasis basis, Price low, Price high)
    {
        var waiting = listing.Waiting;
        for (var i = 0; i < waiting.Count; i++)
        {
            var order = waiting[i];
            if (order.TriggerBy != basis) continue;
            var reached = order.TriggerDirection == 1 ? high >= order.TriggerPrice : low <= order.TriggerPrice;
            if (order.TrailDistance.Raw > 0) reached = Trail(order, low, high);
            if (!reached) continue;
            waiting.RemoveAt(i--);
            _fired.Enqueue(order);
        }
    }

    /// <summary>Fires everything reached, and what that reaches in turn.</summary>
    public void Drain()
    {
        if (_draining) return;
        _draining = true;
        while (_fired.TryDequeue(out var order)) Fire(order);
        _draining = false;
    }

    /// <summary>Takes a conditional order out of the watch, for whatever reason it ends.</summary>
    public static void Forget(AccountOrder order) => order.Listing.Waiting.Remove(order);

    /// <summary>Follows the best price since activation at the trailing distance; true when the price came back to the stop.</summary>
    private static bool Trail(AccountOrder order, Price low, Price high)
    {
        var sells = order.Side == Side.Sell;
        if (!order.TrailActive)
        {
            if (sells ? high < order.ActivePrice : low > order.ActivePrice) return false;
            order.TrailActive = true;
            order.TriggerPrice = sells ? high - order.TrailDistance : low + order.TrailDistance;
            return false;
        }

        if (sells ? low <= order.TriggerPrice : high >= order.TriggerPrice) return true;
        order.TriggerPrice = sells
            ? new Price(Math.Max(order.TriggerPrice.Raw, high.Raw - order.TrailDistance.Raw))
            : new Price(Math.Min(order.TriggerPrice.Raw, low.Raw + order.TrailDistance.Raw));
        return false;
    }

    private void Fire(AccountOrder order)
    {
        if (order.State != OrderState.Untriggered) return;
        core.Orders.Count(order, -1);
        order.State = OrderState.Triggered;
        core.Orders.Count(order, 1);
        if (order.Listing.IsLinear) core.Announce(order);
        if (order.Stop == StopKind.Stop) order.Create = CreateKind.CreateByStopOrder;
        if (order.PairId != 0 && order.Account.Orders.TryGetValue(order.PairId, out var pair)) core.Orders.CancelBySystem(pair, CancelKind.CancelByTpSlTsClear);
        if (order.Listing.IsLinear && (order.ReduceOnly || order.CloseOnTrigger))
        {
            if (PositionDesk.Reducible(order.Account, order.Listing, order.Side, order.PositionIndex).IsZero)
            {
                core.Matching.End(order, OrderRejectReason.ReduceOnlyWouldIncrease);
                return;
            }
        }
        else if (!core.Orders.CanPay(order).Ok)
        {
            core.Matching.End(order, OrderRejectReason.InsufficientBalance);
            return;
        }

        core.Matching.Submit(order);
    }
}
