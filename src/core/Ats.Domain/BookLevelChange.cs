namespace Ats.Domain;

/// <summary>One level of an L2 book after a change; quantity zero removes it.</summary>
public readonly record struct BookLevelChange(short Instrument, Timestamp ExchangeTime, Timestamp ReceiveTime, Side Side, Price Price, Quantity Quantity, MarketEventFlags Flags);
