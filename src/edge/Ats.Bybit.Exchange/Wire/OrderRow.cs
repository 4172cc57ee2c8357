using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>An order as REST and the order stream show it (SPEC.md 7.2).</summary>
internal static class OrderRow
{
    public static void Write(Utf8JsonWriter json, AccountOrder order, bool stream)
    {
        var linear = order.Listing.IsLinear;
        json.WriteStartObject();
        if (stream) json.WriteString("category"u8, order.Listing.Category);
        json.WriteString("orderId"u8, order.OrderIdText);
        json.WriteString("orderLinkId"u8, order.LinkId);
        json.WriteString("blockTradeId"u8, ""u8);
        json.WriteString("symbol"u8, order.Listing.Symbol);
        json.Number("price"u8, order.Price);
        if (order.QuoteAmount > 0) json.Number("qty"u8, order.QuoteAmount);
        else json.Number("qty"u8, order.Quantity);
        json.WriteString("side"u8, Names.Of(order.Side));
        json.WriteString("isLeverage"u8, linear ? ""u8 : "0"u8);
        json.WriteNumber("positionIdx"u8, order.PositionIndex);
        json.WriteString("orderStatus"u8, Names.Of(order.State));
        if (linear) json.WriteString("createType"u8, Names.Of(order.Create));
        json.WriteString("cancelType"u8, Names.Of(order.Cancel));
        json.WriteString("rejectReason"u8, Names.Of(order.Reject));
        WriteProgress(json, order);
        json.WriteString("timeInForce"u8, Names.Of(order.TimeInForce));
        json.WriteString("orderType"u8, Names.Of(order.Type));
        json.WriteString("stopOrderType"u8, Names.Of(order.Stop));
        json.WriteString("orderIv"u8, ""u8);
        json.WriteString("marketUnit"u8, linear || order.Type != OrderType.Market ? "" : order.QuoteAmount > 0 ? "quoteCoin" : "baseCoin");
        WriteConditions(json, order);
        json.WriteBoolean("reduceOnly"u8, order.ReduceOnly);
        json.WriteBoolean("closeOnTrigger"u8, order.CloseOnTrigger);
        json.WriteString("placeType"u8, ""u8);
        json.WriteString("smpType"u8, Names.Of(order.Smp));
        json.WriteNumber("smpGroup"u8, 0);
        json.WriteString("smpOrderId"u8, ""u8);
        json.WriteString("slippageToleranceType"u8, order.SlippageType.Length == 0 ? "UNKNOWN" : order.SlippageType);
        json.Number("slippageTolerance"u8, order.SlippageTolerance);
        json.WriteString("parentOrderLinkId"u8, ParentLink(order));
        json.Text("createdTime"u8, order.CreatedMs);
        json.Text("updatedTime"u8, order.UpdatedMs);
        if (stream)
        {
            json.Number("closedPnl"u8, order.ClosedPnl);
            json.WriteString("feeCurrency"u8, order.FeeCoin);
        }

        json.WriteEndObject();
    }

    private static void WriteProgress(Utf8JsonWriter json, AccountOrder order)
    {
        if (order.Filled.IsZero) json.WriteString("avgPrice"u8, ""u8);
        else json.Number("avgPrice"u8, decimal.Round(order.FilledValue / order.Filled.ToDecimal(), 10));
        var leaves = order.IsOpen ? order.Unfilled : default;
        json.Number("leavesQty"u8, leaves);
        json.Number("leavesValue"u8, FixedPoint.Notional(order.Price, leaves));
        json.Number("cumExecQty"u8, order.Filled);
        json.Number("cumExecValue"u8, order.FilledValue);
        json.Number("cumExecFee"u8, order.FilledFee);
        json.WriteStartObject("cumFeeDetail"u8);
        if (order.FeeCoin.Length > 0)
        {
            json.WritePropertyName(order.FeeCoin);
            json.NumberValue(order.FilledFee);
        }

        json.WriteEndObject();
    }

    private static void WriteConditions(Utf8JsonWriter json, AccountOrder order)
    {
        json.NumberOrEmpty("triggerPrice"u8, order.TriggerPrice);
        json.NumberOrEmpty("takeProfit"u8, order.TakeProfit);
        json.NumberOrEmpty("stopLoss"u8, order.StopLoss);
        var protects = order.TakeProfit.Raw > 0 || order.StopLoss.Raw > 0 || order.IsTpSl;
        json.WriteString("tpslMode"u8, !protects ? "" : order.PartialProtection ? "Partial" : "Full");
        json.WriteString("ocoTriggerBy"u8, ""u8);
        json.NumberOrEmpty("tpLimitPrice"u8, order.TakeProfitLimit);
        json.NumberOrEmpty("slLimitPrice"u8, order.StopLossLimit);
        json.WriteString("tpTriggerBy"u8, order.TakeProfit.Raw > 0 ? Names.Of(order.TakeProfitBy) : "");
        json.WriteString("slTriggerBy"u8, order.StopLoss.Raw > 0 ? Names.Of(order.StopLossBy) : "");
        json.WriteNumber("triggerDirection"u8, order.TriggerDirection);
        json.WriteString("triggerBy"u8, order.IsConditional ? Names.Of(order.TriggerBy) : "");
        json.NumberOrEmpty(order.Listing.IsLinear ? "lastPriceOnCreated"u8 : "basePrice"u8, order.LastPriceOnCreated);
    }

    private static string ParentLink(AccountOrder order) =>
        order.ParentId != 0 && order.Account.Orders.TryGetValue(order.ParentId, out var parent) ? parent.LinkId : "";
}
