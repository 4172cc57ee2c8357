using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>What open orders hold back: value for margin (linear) or coins (spot). Spot StopOrders hold nothing until they trigger, tpslOrders at once.</summary>
internal static class Reservations
{
    public static void Update(AccountOrder order)
    {
        if (order.Listing.IsLinear) UpdateLinear(order);
        else UpdateSpot(order);
    }

    private static void UpdateLinear(AccountOrder order)
    {
        var holds = order.IsOpen && order.Type == OrderType.Limit && order.State != OrderState.Untriggered && !order.ReduceOnly && !order.CloseOnTrigger;
        var target = holds ? FixedPoint.Notional(order.Price, order.Unfilled) : 0m;
        var holding = order.Account.Holding(order.Listing);
        if (order.Side == Side.Buy) holding.BuyOrderValue += target - order.Locked;
        else holding.SellOrderValue += target - order.Locked;
        order.Locked = target;
    }

    private static void UpdateSpot(AccountOrder order)
    {
        var holds = order.IsOpen && (order.State == OrderState.Untriggered ? order.Filter == FilterKind.TpslOrder : order.Type == OrderType.Limit);
        var target = holds ? Need(order) : 0m;
        if (order.LockedCoin.Length == 0) order.LockedCoin = order.Side == Side.Buy ? order.Listing.QuoteCoin : order.Listing.BaseCoin;
        if (target == order.Locked) return;
        order.Account.Coins[order.LockedCoin].Locked += target - order.Locked;
        order.Locked = target;
    }

    /// <summary>Coins a spot order needs: quote for a buy, base for a sell.</summary>
    public static decimal Need(AccountOrder order)
    {
        if (order.Side == Side.Sell) return order.Unfilled.ToDecimal();
        if (order.QuoteAmount > 0) return Math.Max(0, order.QuoteAmount - order.FilledValue);
        return FixedPoint.Notional(order.Price.Raw > 0 ? order.Price : order.TriggerPrice, order.Unfilled);
    }
}
