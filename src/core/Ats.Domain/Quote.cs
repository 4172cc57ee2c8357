namespace Ats.Domain;

/// <summary>Best bid and ask with their quantities.</summary>
public readonly record struct Quote(short Instrument, Timestamp ExchangeTime, Timestamp ReceiveTime, Price Bid, Quantity BidQuantity, Price Ask, Quantity AskQuantity)
{
    /// <summary>(bid + ask) / 2, in quote units.</summary>
    public double Mid => (Bid.Raw + Ask.Raw) * 0.5 / Price.Scale;
}
