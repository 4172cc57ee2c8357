using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>execution.fast: trades only, no fee, and no orderLinkId for maker fills: match by orderId.</summary>
public sealed record FastExecutionRow(Category Category, string Symbol, string ExecId, string OrderId, string OrderLinkId, Side Side, decimal Price, decimal Quantity, bool IsMaker, Timestamp Time, long Sequence)
{
    internal static FastExecutionRow Read(JsonRow row, Category category) => new(
        CategoryExtensions.TryParse(row.Text("category"), out var told) ? told : category,
        row.Required("symbol"),
        row.Required("execId"),
        row.Required("orderId"),
        row.Text("orderLinkId"),
        row.Side("side"),
        row.RequiredDecimal("execPrice"),
        row.RequiredDecimal("execQty"),
        row.Flag("isMaker"),
        row.Time("execTime"),
        row.Whole("seq"));
}
