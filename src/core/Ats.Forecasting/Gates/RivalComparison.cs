using Ats.Forecasting.Scoring;

namespace Ats.Forecasting.Gates;

/// <summary>The candidate against one other predictor on the same rows; positive t where the candidate is better.</summary>
public sealed record RivalComparison(string Name, DieboldMariano SquaredError, DieboldMariano Crps)
{
    public static RivalComparison Of(ForecastTrack candidate, ForecastTrack rival, int horizonSeconds) => new(
        rival.Name,
        DieboldMariano.Compare(candidate, rival, horizonSeconds, ForecastLoss.SquaredError),
        DieboldMariano.Compare(candidate, rival, horizonSeconds, ForecastLoss.Crps));
}
