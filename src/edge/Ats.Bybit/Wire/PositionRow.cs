using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>A position. REST says avgPrice, the stream entryPrice: both are <see cref="AveragePrice"/>.</summary>
public sealed record PositionRow
{
    public Category Category { get; init; }
    public required string Symbol { get; init; }

    /// <summary>0 one-way, 1 hedge buy, 2 hedge sell.</summary>
    public int PositionIdx { get; init; }

    /// <summary>None when flat.</summary>
    public Side? Side { get; init; }

    /// <summary>Base units, ≥ 0.</summary>
    public decimal Size { get; init; }
    public decimal? AveragePrice { get; init; }
    public decimal? MarkPrice { get; init; }
    public decimal? LiquidationPrice { get; init; }
    public decimal? BreakEvenPrice { get; init; }
    public decimal? Leverage { get; init; }
    public decimal InitialMargin { get; init; }
    public decimal MaintenanceMargin { get; init; }
    public decimal? TakeProfit { get; init; }
    public decimal? StopLoss { get; init; }
    public decimal? TrailingStop { get; init; }
    public decimal UnrealisedPnl { get; init; }

    /// <summary>Of the present holding, fees and funding included.</summary>
    public decimal CurrentRealisedPnl { get; init; }
    public decimal CumulativeRealisedPnl { get; init; }
    public string PositionStatus { get; init; } = "";
    public Timestamp Updated { get; init; }

    /// <summary>seq of the execution that last changed it; -1 = never traded.</summary>
    public long Sequence { get; init; }

    /// <summary>Negative = short.</summary>
    public decimal SignedSize => Side == Domain.Side.Sell ? -Size : Size;

    internal static PositionRow Read(JsonRow row, Category category) => new()
    {
        Category = CategoryExtensions.TryParse(row.Text("category"), out var told) ? told : category,
        Symbol = row.Required("symbol"),
        PositionIdx = row.Small("positionIdx"),
        Side = row.SideOrNone("side"),
        Size = row.RequiredDecimal("size"),
        AveragePrice = row.DecimalOrNone("avgPrice") ?? row.DecimalOrNone("entryPrice"),
        MarkPrice = row.DecimalOrNone("markPrice"),
        LiquidationPrice = row.DecimalOrNone("liqPrice"),
        BreakEvenPrice = row.DecimalOrNone("breakEvenPrice"),
        Leverage = row.DecimalOrNone("leverage"),
        InitialMargin = row.Decimal("positionIM"),
        MaintenanceMargin = row.Decimal("positionMM"),
        TakeProfit = row.DecimalOrNone("takeProfit"),
        StopLoss = row.DecimalOrNone("stopLoss"),
        TrailingStop = row.DecimalOrNone("trailingStop"),
        UnrealisedPnl = row.Decimal("unrealisedPnl"),
        CurrentRealisedPnl = row.Decimal("curRealisedPnl"),
        CumulativeRealisedPnl = row.Decimal("cumRealisedPnl"),
        PositionStatus = row.Text("positionStatus"),
        Updated = row.Time("updatedTime"),
        Sequence = row.Whole("seq"),
    };
}
