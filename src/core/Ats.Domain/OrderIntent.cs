namespace Ats.Domain;

/// <summary>
/// What an arm wants to send, unchecked. Quantity is positive; Price is the limit (zero for market orders); DecisionPrice is what the
/// arm saw when it decided; EdgeBps the gain it expects over the trade's life (NaN = none stated).
/// </summary>
public readonly record struct OrderIntent(
    ClientOrderId Id,
    short Instrument,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    Quantity Quantity,
    Price Price,
    Price DecisionPrice,
    Timestamp DecidedAt)
{
    public bool ReduceOnly { get; init; }

    public TriggerKind Trigger { get; init; }

    public Price TriggerPrice { get; init; }

    public double EdgeBps { get; init; } = double.NaN;
}
