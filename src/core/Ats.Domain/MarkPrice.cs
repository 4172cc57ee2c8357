namespace Ats.Domain;

/// <summary>The price an exchange values positions at.</summary>
public readonly record struct MarkPrice(short Instrument, Timestamp ExchangeTime, Timestamp ReceiveTime, Price Price);
