namespace Ats.Domain;

/// <summary>
/// What the exchange says about one of our orders. For fills Price, Quantity, Fee (quote units, positive = paid; where
/// <see cref="Instrument.FeesInReceived"/>, a buy's fee and a sell's rebate are base units) and Liquidity are of this execution; for amends
/// Price and Quantity are the new values.
/// </summary>
public readonly record struct OrderEvent(
    OrderEventKind Kind,
    ClientOrderId Order,
    short Instrument,
    Timestamp ExchangeTime,
    Timestamp ReceiveTime)
{
    public Price Price { get; init; }

    public Quantity Quantity { get; init; }

    public decimal Fee { get; init; }

    public Liquidity Liquidity { get; init; }

    public OrderRejectReason Reason { get; init; }
}
