using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>An order to create, in our terms. Quantities are base units unless <see cref="QuantityIsQuote"/> (spot market orders only).</summary>
public sealed record NewOrder(Category Category, string Symbol, Side Side, OrderType Type, decimal Quantity)
{
    /// <summary>The longest <see cref="OrderLinkId"/>.</summary>
    public const int MaxLinkLength = 36;

    /// <summary>Required for limit orders.</summary>
    public decimal? Price { get; init; }

    public TimeInForce TimeInForce { get; init; }

    /// <summary>At most 36 of A-Z a-z 0-9 - _, never used before, closed orders included.</summary>
    public string? OrderLinkId { get; init; }

    public bool QuantityIsQuote { get; init; }

    public bool ReduceOnly { get; init; }

    public bool CloseOnTrigger { get; init; }

    /// <summary>0 one-way, 1 hedge buy, 2 hedge sell.</summary>
    public int PositionIdx { get; init; }

    public TriggerKind Trigger { get; init; }

    public decimal? TriggerPrice { get; init; }

    /// <summary>LastPrice, MarkPrice or IndexPrice.</summary>
    public string TriggerBy { get; init; } = WireWords.LastPrice;

    /// <summary>Spot: Order, StopOrder or tpslOrder; none = the exchange's default (StopOrder where there is a trigger).</summary>
    public string? OrderFilter { get; init; }

    public decimal? TakeProfit { get; init; }

    public decimal? StopLoss { get; init; }

    /// <summary>None, CancelMaker, CancelTaker or CancelBoth: the incoming order's decides.</summary>
    public string SmpType { get; init; } = WireWords.SmpNone;

    /// <summary>Market orders: at most so many percent (0.01 to 10) from the best price.</summary>
    public decimal? SlippagePercent { get; init; }
}
