using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>One execution. Funding appears here too (<see cref="IsFunding"/>), without an order: sum fills only where <see cref="IsTrade"/>.</summary>
public sealed record ExecutionRow
{
    public Category Category { get; init; }
    public required string Symbol { get; init; }

    /// <summary>Unique: de-duplicate on it.</summary>
    public required string ExecId { get; init; }
    public string OrderId { get; init; } = "";
    public string OrderLinkId { get; init; } = "";

    /// <summary>None on funding rows of some accounts.</summary>
    public Side? Side { get; init; }
    public decimal Price { get; init; }

    /// <summary>Base units, positive.</summary>
    public decimal Quantity { get; init; }
    public decimal Value { get; init; }

    /// <summary>Positive = paid, in <see cref="FeeCurrency"/> (a spot buy pays in the bought base coin; "" = the settle coin).</summary>
    public decimal Fee { get; init; }
    public decimal FeeRate { get; init; }
    public string FeeCurrency { get; init; } = "";

    /// <summary>Trade, Funding, AdlTrade, BustTrade, …</summary>
    public required string ExecType { get; init; }
    public bool IsMaker { get; init; }
    public decimal ClosedSize { get; init; }
    public decimal? MarkPrice { get; init; }
    public string StopOrderType { get; init; } = "";
    public Timestamp Time { get; init; }
    public long Sequence { get; init; }

    public bool IsFunding => ExecType == WireWords.ExecFunding;

    /// <summary>Changes a position through the market: a plain trade, an auto-deleveraging or a liquidation.</summary>
    public bool IsTrade => ExecType is WireWords.ExecTrade or WireWords.ExecAdl or WireWords.ExecBust;

    internal static ExecutionRow Read(JsonRow row, Category category) => new()
    {
        Category = CategoryExtensions.TryParse(row.Text("category"), out var told) ? told : category,
        Symbol = row.Required("symbol"),
        ExecId = row.Required("execId"),
        OrderId = row.Text("orderId"),
        OrderLinkId = row.Text("orderLinkId"),
        Side = row.SideOrNone("side"),
        Price = row.Decimal("execPrice"),
        Quantity = row.RequiredDecimal("execQty"),
        Value = row.Decimal("execValue"),
        Fee = row.Decimal("execFee"),
        FeeRate = row.Decimal("feeRate"),
        FeeCurrency = row.Text("feeCurrency"),
        ExecType = row.Required("execType"),
        IsMaker = row.Flag("isMaker"),
        ClosedSize = row.Decimal("closedSize"),
        MarkPrice = row.DecimalOrNone("markPrice"),
        StopOrderType = row.Word("stopOrderType"),
        Time = row.Time("execTime"),
        Sequence = row.Whole("seq"),
    };
}
