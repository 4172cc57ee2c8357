using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>Take-profit and stop-loss fields attached to an order.</summary>
internal static class Protections
{
    public static Outcome Read(OrderRequest request, AccountOrder order)
    {
        var listing = order.Listing;
        if (request.TakeProfit.Bad || request.StopLoss.Bad || !request.TpLimitPrice.IsPriceOrNone(listing) || !request.SlLimitPrice.IsPriceOrNone(listing))
            return OrderRules.Bad(listing, ReturnCode.Parameter, ReturnCode.SpotParameter, "takeProfit or stopLoss invalid");
        if (!request.HasProtection) return Outcome.Success;
        if (order.ReduceOnly) return Outcome.Fail(ReturnCode.Parameter, "TP/SL is not allowed with reduceOnly");
        if (!listing.IsLinear && order.Type == OrderType.Market) return Outcome.Fail(ReturnCode.SpotParameter, "TP/SL is allowed on spot limit orders only");
        var partial = request.TpslMode == "Partial" || !listing.IsLinear;
        var limits = request.TpOrderType == "Limit" || request.SlOrderType == "Limit" || request.TpLimitPrice.IsSet || request.SlLimitPrice.IsSet;
        if (request.TpslMode is not (null or "" or "Full" or "Partial") || (limits && !partial)) return Outcome.Fail(ReturnCode.Parameter, "tpslMode invalid: limit TP/SL needs Partial");
        if ((request.TpOrderType == "Limit" && !request.TpLimitPrice.IsSet) || (request.SlOrderType == "Limit" && !request.SlLimitPrice.IsSet))
            return Outcome.Fail(ReturnCode.Parameter, "tpLimitPrice or slLimitPrice is required");
        if (!OrderRules.TryBasis(request.TpTriggerBy, out order.TakeProfitBy) || !OrderRules.TryBasis(request.SlTriggerBy, out order.StopLossBy))
            return Outcome.Fail(ReturnCode.Parameter, "tpTriggerBy or slTriggerBy invalid");
        var reference = order.Type == OrderType.Limit ? order.Price : order.Listing.Last;
        if (order.IsConditional && order.Type == OrderType.Market) reference = order.TriggerPrice;
        var no = Check(listing, order.Side, reference, request.TakeProfit, request.StopLoss);
        if (!no.Ok) return no;
        order.PartialProtection = partial;
        order.TakeProfit = request.TakeProfit.ToPrice();
        order.StopLoss = request.StopLoss.ToPrice();
        order.TakeProfitLimit = request.TpLimitPrice.ToPrice();
        order.StopLossLimit = request.SlLimitPrice.ToPrice();
        return Outcome.Success;
    }

    /// <summary>A long's take-profit lies above, its stop below the reference; a short's the other way round.</summary>
    public static Outcome Check(Listing listing, Side side, Price reference, NumberField takeProfit, NumberField stopLoss)
    {
        var tick = listing.Rules.TickSize.ToDecimal();
        if (takeProfit.Value is < 0 or > 2_000_000m || stopLoss.Value is < 0 or > 2_000_000m || takeProfit.Value % tick != 0 || stopLoss.Value % tick != 0)
            return Outcome.Fail(ReturnCode.Parameter, "TakeProfit or StopLoss is not a valid price");
        var at = reference.ToDecimal();
        if (takeProfit.IsSet && side.Sign() * (takeProfit.Value - at) <= 0)
            return Outcome.Fail(ReturnCode.Parameter, $"TakeProfit:{takeProfit.Value} set for {side} position should be {(side == Side.Buy ? "higher" : "lower")} than base_price:{reference}");
        if (stopLoss.IsSet && side.Sign() * (at - stopLoss.Value) <= 0)
            return Outcome.Fail(ReturnCode.Parameter, $"StopLoss:{stopLoss.Value} set for {side} position should be {(side == Side.Buy ? "lower" : "higher")} than base_price:{reference}");
        return Outcome.Success;
    }
}
