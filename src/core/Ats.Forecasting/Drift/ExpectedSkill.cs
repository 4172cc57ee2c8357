using Ats.Forecasting.Scoring;

namespace Ats.Forecasting.Drift;

/// <summary>What the model's CRPS less the volatility-scaled random walk's was on the test span: the promise it is held to.</summary>
/// <param name="MeanBps">Below 0 when the model is better.</param>
/// <param name="DeviationBps">Of single outcomes, above 0.</param>
public sealed record ExpectedSkill(double MeanBps, double DeviationBps)
{
    /// <exception cref="ArgumentException">Nothing was scored.</exception>
    public static ExpectedSkill Of(ForecastTrack track, ForecastTrack reference, int horizonSeconds)
    {
        var gains = track.Horizon(horizonSeconds).Gains(reference.Horizon(horizonSeconds), ForecastLoss.Crps);
        if (gains.Length == 0) throw new ArgumentException("Nothing was scored.", nameof(track));
        var deviation = Math.Sqrt(LongRunVariance.Bartlett(gains, 0));
        // A model that is the random walk has no deviation of its own; any difference is then news.
        return new ExpectedSkill(-LongRunVariance.Mean(gains), Math.Max(deviation, 1e-9));
    }
}
