namespace Ats.Forecasting.Gates;

/// <summary>What a candidate must show on data it has not seen before it may shadow the champion.</summary>
/// <param name="HorizonSeconds">The horizon judged; the leak check looks at all.</param>
/// <param name="MinimumOutcomes">With fewer nothing is judged.</param>
/// <param name="MinimumCrpsSkill">Against the volatility-scaled random walk; more than this.</param>
/// <param name="MinimumCrpsT">Diebold-Mariano t of that skill; more than this.</param>
/// <param name="MinimumPairwiseT">Against ridge and champion, squared error and CRPS alike: at least this (-1.645: not worse at 5 %, one-sided).</param>
/// <param name="MaximumControlT">Mean t of the forecasts on outcomes of random sign; at most this.</param>
/// <param name="MaximumTrainedControlT">DM t of a model trained and scored on labels of random sign; at most this.</param>
/// <param name="RequireTrainedControl">A candidate without that control fails.</param>
/// <param name="MaximumR2">More at any horizon is a leak.</param>
/// <param name="EchoCorrelation">See <see cref="Scoring.LagDetector.IsEcho"/>.</param>
public sealed record OfflineGateSettings(
    int HorizonSeconds = ForecastHorizons.MainSeconds,
    int MinimumOutcomes = 1_000,
    double MinimumCrpsSkill = 0,
    double MinimumCrpsT = 2,
    double MinimumPairwiseT = -1.645,
    double MaximumControlT = 1,
    double MaximumTrainedControlT = 2,
    bool RequireTrainedControl = false,
    double MaximumR2 = 0.15,
    double EchoCorrelation = 0.25)
{
    public static OfflineGateSettings Default { get; } = new();
}
