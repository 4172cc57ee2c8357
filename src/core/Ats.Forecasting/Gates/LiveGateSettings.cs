namespace Ats.Forecasting.Gates;

/// <summary>How long a challenger shadows the champion, and what it must show.</summary>
/// <param name="Alpha">Chance of promoting a challenger that is not better, over all looks together.</param>
/// <param name="MinimumOutcomes">Before them nobody looks.</param>
/// <param name="PlannedOutcomes">At them it is decided.</param>
/// <param name="LooksEvery">Share of the planned outcomes between looks, in (0, 1].</param>
/// <param name="CoverageTolerance">Of the 90 % interval.</param>
/// <param name="InferiorityMargin">For a retrain by age: CRPS may be worse by this share of the champion's.</param>
public sealed record LiveGateSettings(
    int HorizonSeconds = ForecastHorizons.MainSeconds,
    double Alpha = 0.05,
    int MinimumOutcomes = 3_600,
    int PlannedOutcomes = 21_600,
    double LooksEvery = 0.1,
    double CoverageTolerance = 0.02,
    double MaximumLatencyP99Microseconds = 1_000,
    double InferiorityMargin = 0.005)
{
    public static LiveGateSettings Default { get; } = new();
}
