namespace Ats.Forecasting.Scoring;

/// <summary>How forecasts are scored.</summary>
/// <param name="DirectionThresholdBps">Moves above it count for the directional accuracy.</param>
public sealed record ScoringSettings(double DirectionThresholdBps = 2)
{
    public static ScoringSettings Default { get; } = new();
}
