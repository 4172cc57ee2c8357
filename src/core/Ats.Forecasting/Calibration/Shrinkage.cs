using Ats.Forecasting.Scoring;

namespace Ats.Forecasting.Calibration;

/// <summary>
/// How far a predictor's mean is pulled towards the random walk, per horizon, from 0 (random walk) to 1 (as it is): the factor that would have had the least
/// squared error on the validation span, times 1 - 1/t^2 where t says how surely it is above zero (positive-part James-Stein; the overlap of outcomes
/// counted), so that luck on a short span is not taken for skill. With fewer than ten stretches of the horizon there is nothing to go by: 0. The quantiles
/// are shifted with the mean.
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

        if (!(square > 0) || !(cross > 0) || track.Count < DieboldMariano.MinimumStretches * track.HorizonSeconds) return 0;
        var slope = cross / square;
        return Math.Clamp(slope, 0, 1) * Math.Max(0, 1 - Squared(Error(track, slope, square) / slope));
    }

    /// <summary>Standard error of the slope, its scores' long-run variance over the mean square.</summary>
    private static double Error(HorizonTrack track, double slope, double square)
    {
        var scores = new double[track.Count];
        for (var i = 0; i < scores.Length; i++) scores[i] = track.MeansBps[i] * (track.OutcomesBps[i] - (slope * track.MeansBps[i]));
        return Math.Sqrt(LongRunVariance.Bartlett(scores, LongRunVariance.Lags(scores.Length, track.HorizonSeconds)) / scores.Length) / (square / scores.Length);
    }

    private static double Squared(double x) => x * x;
}
