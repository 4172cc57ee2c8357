namespace Ats.Domain;

/// <summary>
/// A limit on an arm's standing was passed, or (IsOver) its breach has ended. Arm is <see cref="OperatorCommand.AllArms"/> for a limit on
/// all arms together; Limit the catalog name; Value and Threshold in the limit's unit; State what the arm (or all) may do from now on.
/// </summary>
public readonly record struct LimitBreach(
    long Sequence,
    int Arm,
    string Limit,
    double Value,
    double Threshold,
    Reason Cause,
    TradingState State,
    Timestamp Time,
    bool IsOver);
