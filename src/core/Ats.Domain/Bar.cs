namespace Ats.Domain;

/// <summary>Open, high, low, close and volume of one interval, stamped at its close.</summary>
public readonly record struct Bar(
    short Instrument,
    BarInterval Interval,
    Timestamp CloseTime,
    Timestamp ReceiveTime,
    Price Open,
    Price High,
    Price Low,
    Price Close,
    Quantity Volume,
    long TradeCount)
{
    public Timestamp OpenTime => new(CloseTime.Nanoseconds - Interval.Nanoseconds);
}
