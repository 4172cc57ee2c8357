using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>A position as REST (avgPrice) and the position stream (entryPrice) show it.</summary>
internal static class PositionRow
{
    public static void Write(Utf8JsonWriter json, PositionState position, Margin margin, bool stream)
    {
        var listing = position.Holding.Listing;
        var flat = position.Size.IsZero;
        json.WriteStartObject();
        if (stream) json.WriteString("category"u8, listing.Category);
        json.WriteNumber("positionIdx"u8, position.Index);
        json.WriteString("symbol"u8, listing.Symbol);
        json.WriteString("side"u8, flat ? "" : position.Size.Raw > 0 ? "Buy" : "Sell");
        json.Number("size"u8, position.Size.Abs());
        json.Number(stream ? "entryPrice"u8 : "avgPrice"u8, decimal.Round(position.AverageEntry, 10));
        json.Number("positionValue"u8, position.EntryValue);
        json.Number("leverage"u8, position.Holding.Leverage);
        json.Number("markPrice"u8, listing.Mark);
        WriteRisk(json, position, margin, listing);
        WriteProtection(json, position);
        json.Number("unrealisedPnl"u8, position.Unrealised);
        json.Number("curRealisedPnl"u8, position.CurRealised);
        json.Number("cumRealisedPnl"u8, position.CumRealised);
        json.WriteString("positionStatus"u8, "Normal"u8);
        json.WriteNumber("autoAddMargin"u8, 0);
        json.WriteNumber("adlRankIndicator"u8, flat ? 0 : 2);
        json.WriteNumber("riskId"u8, 1);
        json.WriteString("riskLimitValue"u8, "2000000"u8);
        json.WriteBoolean("isReduceOnly"u8, false);
        json.WriteString("sessionAvgPrice"u8, ""u8);
        json.WriteString(stream ? "mmrSysUpdatedTime"u8 : "mmrSysUpdateTime"u8, ""u8);
        json.WriteString("leverageSysUpdatedTime"u8, ""u8);
        json.Text("createdTime"u8, position.CreatedMs);
        json.Text("updatedTime"u8, position.UpdatedMs);
        json.Text("openTime"u8, position.OpenMs);
        json.WriteNumber("seq"u8, position.Seq);
        json.WriteString("tpslMode"u8, position.PartialMode ? "Partial"u8 : "Full"u8);
        json.WriteNumber("tradeMode"u8, 0);
        json.WriteEndObject();
    }

    private static void WriteRisk(Utf8JsonWriter json, PositionState position, Margin margin, Listing listing)
    {
        var liquidation = margin.LiquidationPrice(position);
        if (liquidation == 0) json.WriteString("liqPrice"u8, ""u8);
        else json.Number("liqPrice"u8, decimal.Round(liquidation, 4));
        json.WriteString("bustPrice"u8, ""u8);
        json.Number("breakEvenPrice"u8, position.Size.IsZero ? 0 : decimal.Round(BreakEven(position, listing), 8));
        var initial = position.MarkValue / position.Holding.Leverage;
        var maintenance = position.MarkValue * listing.Rules.MaintenanceMarginRate;
        json.Number("positionIM"u8, decimal.Round(initial, 8));
        json.Number("positionMM"u8, decimal.Round(maintenance, 8));
        json.Number("positionIMByMp"u8, decimal.Round(initial, 8));
        json.Number("positionMMByMp"u8, decimal.Round(maintenance, 8));
        json.WriteString("positionBalance"u8, "0"u8);
    }

    private static void WriteProtection(Utf8JsonWriter json, PositionState position)
    {
        json.NumberOrEmpty("takeProfit"u8, ProtectionDesk.Full(position, StopKind.TakeProfit)?.TriggerPrice ?? default);
        json.NumberOrEmpty("stopLoss"u8, ProtectionDesk.Full(position, StopKind.StopLoss)?.TriggerPrice ?? default);
        json.Number("trailingStop"u8, ProtectionDesk.Full(position, StopKind.TrailingStop)?.TrailDistance ?? default);
    }

    /// <summary>Exit price at which the holding, its realised part and the taker fee of the exit come to nothing.</summary>
    private static decimal BreakEven(PositionState position, Listing listing)
    {
        var size = Math.Abs(position.Size.ToDecimal());
        var fee = listing.Rules.Fees.TakerRate;
        return position.Size.Raw > 0
            ? (position.EntryValue - position.CurRealised) / (size * (1 - fee))
            : (position.EntryValue + position.CurRealised) / (size * (1 + fee));
    }
}
