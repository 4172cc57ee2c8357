namespace Ats.Domain;

/// <summary>A funding settlement: longs pay shorts Rate × notional at mark (shorts pay when negative).</summary>
public readonly record struct FundingRate(short Instrument, Timestamp ExchangeTime, Timestamp ReceiveTime, decimal Rate);
