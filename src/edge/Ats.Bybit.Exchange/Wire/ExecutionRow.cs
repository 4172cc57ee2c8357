using System.Text.Json;
using Ats.Bybit.Exchange.Core;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>An execution as REST, the execution stream and the fast stream show it.</summary>
internal static class ExecutionRow
{
    public static void Write(Utf8JsonWriter json, Execution row, bool stream)
    {
        var funding = row.Kind == ExecutionKind.Funding;
        json.WriteStartObject();
        if (stream) json.WriteString("category"u8, row.Listing.Category);
        json.WriteString("symbol"u8, row.Listing.Symbol);
        json.WriteString("orderId"u8, row.OrderId == 0 ? "" : WireId.Order(row.Listing.IsLinear, row.OrderId));
        json.WriteString("orderLinkId"u8, row.LinkId);
        json.WriteString("side"u8, Names.Of(row.Side));
        json.Number("orderPrice"u8, row.OrderPrice);
        json.Number("orderQty"u8, row.OrderQuantity);
        json.Number("leavesQty"u8, row.Leaves);
        json.WriteString("createType"u8, funding ? "" : Names.Of(row.Create));
        json.WriteString("orderType"u8, funding ? "UNKNOWN" : Names.Of(row.OrderType));
        json.WriteString("stopOrderType"u8, row.Stop == StopKind.None ? "UNKNOWN" : Names.Of(row.Stop));
        json.Number("execFee"u8, row.Fee);
        json.Number("feeRate"u8, row.FeeRate);
        json.WriteString("feeCurrency"u8, row.FeeCoin);
        json.WriteString("execId"u8, WireId.Execution(row.Listing.IsLinear, row.Id));
        json.Number("execPrice"u8, row.Price);
        json.Number("execQty"u8, row.Quantity);
        json.Number("execValue"u8, row.Value);
        json.WriteString("execType"u8, Names.Of(row.Kind));
        json.Text("execTime"u8, row.TimeMs);
        json.WriteBoolean("isMaker"u8, row.IsMaker);
        json.Number("closedSize"u8, row.ClosedQuantity);
        json.Number("markPrice"u8, row.Mark);
        json.WriteNumber("seq"u8, row.Seq);
        json.WriteString("extraFees"u8, ""u8);
        json.WriteString("indexPrice"u8, ""u8);
        json.WriteString("underlyingPrice"u8, ""u8);
        json.WriteString("tradeIv"u8, ""u8);
        json.WriteString("markIv"u8, ""u8);
        json.WriteString("blockTradeId"u8, ""u8);
        if (stream)
        {
            json.Number("execPnl"u8, row.Pnl);
            json.WriteString("isLeverage"u8, "0"u8);
            json.WriteString("marketUnit"u8, row.Listing.IsLinear ? "" : row.QuoteSized ? "quoteCoin" : "baseCoin");
        }

        json.WriteEndObject();
    }

    public static void WriteFast(Utf8JsonWriter json, Execution row)
    {
        json.WriteStartObject();
        json.WriteString("category"u8, row.Listing.Category);
        json.WriteString("symbol"u8, row.Listing.Symbol);
        json.WriteString("execId"u8, WireId.Execution(row.Listing.IsLinear, row.Id));
        json.Number("execPrice"u8, row.Price);
        json.Number("execQty"u8, row.Quantity);
        json.WriteString("orderId"u8, WireId.Order(row.Listing.IsLinear, row.OrderId));
        json.WriteString("orderLinkId"u8, row.IsMaker ? "" : row.LinkId);
        json.WriteBoolean("isMaker"u8, row.IsMaker);
        json.WriteString("side"u8, Names.Of(row.Side));
        json.Text("execTime"u8, row.TimeMs);
        json.WriteNumber("seq"u8, row.Seq);
        json.WriteEndObject();
    }
}
