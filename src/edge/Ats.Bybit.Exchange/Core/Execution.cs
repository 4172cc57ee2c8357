using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>One row of execution/list: a fill, a funding payment (no order, the fee is the payment) or a takeover at the bankruptcy price.</summary>
internal sealed record Execution
{
    public required long Id { get; init; }
    public required Listing Listing { get; init; }

    /// <summary>Zero for funding.</summary>
    public long OrderId { get; init; }
    public string LinkId { get; init; } = "";
    public required Side Side { get; init; }
    public required Price Price { get; init; }
    public required Quantity Quantity { get; init; }
    public Price OrderPrice { get; init; }
    public Quantity OrderQuantity { get; init; }
    public Quantity Leaves { get; init; }
    public OrderType OrderType { get; init; }
    public StopKind Stop { get; init; }
    public CreateKind Create { get; init; }
    public required decimal Fee { get; init; }
    public required decimal FeeRate { get; init; }
    public required string FeeCoin { get; init; }
    public required decimal Value { get; init; }
    public ExecutionKind Kind { get; init; }
    public bool IsMaker { get; init; }
    public decimal ClosedQuantity { get; init; }
    public decimal Pnl { get; init; }
    public Price Mark { get; init; }
    public required long TimeMs { get; init; }
    public required long Seq { get; init; }
    public bool QuoteSized { get; init; }
}
