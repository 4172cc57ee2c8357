namespace Ats.Domain;

/// <summary>
/// A decision as journaled: signal, target, intent, verdict, also when nothing was done and why. Level is the signal in [-1, 1]
/// (NaN = Hold); Target and Position are signed base quantities; EdgeBps and CostBps NaN where the strategy states no edge.
/// </summary>
public readonly record struct Decision(
    long Sequence,
    int Arm,
    short Instrument,
    Timestamp Time,
    double Level,
    Quantity Target,
    Quantity Position,
    Price Price,
    double EdgeBps,
    double CostBps,
    Reason Reason,
    DecisionOutcome Outcome,
    Verdict Verdict,
    ClientOrderId Order)
{
    /// <summary>Version of the model whose forecast was used; 0 = none.</summary>
    public int ModelVersion { get; init; }

    /// <summary>Horizon of the forecast used; 0 = none was.</summary>
    public long HorizonNanoseconds { get; init; }

    /// <summary>Expected log return of the forecast used, basis points; NaN = none was.</summary>
    public double ForecastBps { get; init; } = double.NaN;
}
