using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>One row of position/closed-pnl: what an order closed, in quote units, fees of the closing fills included in <see cref="Pnl"/>.</summary>
internal sealed record ClosedPnl(
    Listing Listing, long OrderId, Side Side, OrderType Type, Quantity OrderQuantity, Price OrderPrice, decimal ClosedQuantity, decimal EntryValue, decimal ExitValue,
    decimal Pnl, int FillCount, decimal Leverage, ExecutionKind Kind, long CreatedMs, long UpdatedMs);
