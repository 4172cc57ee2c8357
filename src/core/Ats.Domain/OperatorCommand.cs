namespace Ats.Domain;

/// <summary>
/// An operator's command as an input of the engine. Arm is the index of the arm it is for, <see cref="AllArms"/> for every one; Actor and
/// Note say who and why, for the audit. Quantity, Price, Side, Type and ReduceOnly are of <see cref="OperatorCommandKind.PlaceOrder"/>; Instrument, Side and
/// Quantity also of <see cref="OperatorCommandKind.ReportProtection"/>, Instrument and Note of <see cref="OperatorCommandKind.ChangeRules"/>.
/// </summary>
public readonly record struct OperatorCommand(OperatorCommandKind Kind, int Arm, Timestamp Time)
{
    public const int AllArms = -1;

    public short Instrument { get; init; }

    public TradingState State { get; init; }

    public Side Side { get; init; }

    public OrderType Type { get; init; }

    public TimeInForce TimeInForce { get; init; }

    public Quantity Quantity { get; init; }

    /// <summary>Limit price; zero for market orders.</summary>
    public Price Price { get; init; }

    public bool ReduceOnly { get; init; }

    /// <summary>Of <see cref="OperatorCommandKind.CancelOrder"/>.</summary>
    public ClientOrderId Order { get; init; }

    public string Actor { get; init; } = "";

    public string Note { get; init; } = "";
}
