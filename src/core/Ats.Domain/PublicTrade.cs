namespace Ats.Domain;

/// <summary>A trade between others, as published. Side is the taker's.</summary>
public readonly record struct PublicTrade(short Instrument, Timestamp ExchangeTime, Timestamp ReceiveTime, Price Price, Quantity Quantity, Side Taker, long TradeId);
