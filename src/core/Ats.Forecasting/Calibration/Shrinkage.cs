using Ats.Forecasting.Scoring;

namespace Ats.Forecasting.Calibration;

/// <summary>
/// How far a predictor's mean is pulled towards the random walk, per horizon: the factor that would have had the least squared error on the validation
/// span, from 0 (random walk) to 1 (as it is). The quantiles are shifted with the mean.
/// </summary>
public sealed record Shrinkage(IReadOnlyList<int> HorizonSeconds, IReadOnlyList<double> Factors)
{
    /// <param name="validation">The uncalibrated predictor's forecasts on rows it was not fitted on.</param>
    public static Shrinkage Fit(ForecastTrack validation) =>
        new([.. validation.Horizons.Select(h => h.HorizonSeconds)], [.. validation.Horizons.Select(Factor)]);

    /// <param name="output">As a predictor writes it, horizons in this one's order.</param>
    public void Apply(Span<float> output)
    {
        for (var h = 0; h < Factors.Count; h++)
        {
            var part = output.Slice(h * PredictionLayout.Width, PredictionLayout.Width);
            var shift = (float)((Factors[h] - 1) * part[PredictionLayout.Mean]);
            foreach (ref var value in part) value += shift;
        }
    }

    private static double Factor(HorizonTrack track)
    {
        double cross = 0, square = 0;
        for (var i = 0; i < track.Count; i++)
        {
            cross += (double)track.MeansBps[i] * track.OutcomesBps[i];
            square += (double)track.MeansBps[i] * track.MeansBps[i];
        }

        return square > 0 ? Math.Clamp(cross / square, 0, 1) : 0;
    }
}
