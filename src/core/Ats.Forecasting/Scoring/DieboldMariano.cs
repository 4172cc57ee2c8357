namespace Ats.Forecasting.Scoring;

/// <summary>
/// Diebold and Mariano's (1995) test that two forecasts of the same outcomes lose equally, on the losses' differences with a long-run variance
/// (<see cref="LongRunVariance"/>) and the small-sample factor of Harvey, Leybourne and Newbold (1997).
/// </summary>
/// <param name="T">About standard normal when both are equally good; positive when the first is better. 0 when they never differ; null when there
/// are fewer than ten stretches of the horizon, too few to tell.</param>
/// <param name="MeanGain">Mean of the second's loss less the first's: positive when the first is better.</param>
/// <param name="StandardError">Of <paramref name="MeanGain"/>.</param>
/// <param name="N">Outcomes.</param>
public sealed record DieboldMariano(double? T, double MeanGain, double StandardError, int N)
{
    public const int MinimumStretches = 10;

    /// <param name="gains">Per outcome, in order of time: the second's loss less the first's.</param>
    /// <param name="horizon">Steps an outcome spans.</param>
    public static DieboldMariano Of(ReadOnlySpan<double> gains, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var n = gains.Length;
        if (n == 0) return new DieboldMariano(null, 0, 0, 0);
        var mean = LongRunVariance.Mean(gains);
        var error = Math.Sqrt(LongRunVariance.Bartlett(gains, LongRunVariance.Lags(n, horizon)) / n);
        if (n < MinimumStretches * horizon) return new DieboldMariano(null, mean, error, n);
        var small = Math.Sqrt((n + 1 - (2.0 * horizon) + (horizon * (horizon - 1.0) / n)) / n);
        // A difference that never varies is no evidence either way unless it is nothing at all.
        return new DieboldMariano(error > 0 ? mean / error * small : mean == 0 ? 0 : null, mean, error, n);
    }

    /// <summary>Two predictors on the same rows; positive T when <paramref name="first"/> is better.</summary>
    public static DieboldMariano Compare(ForecastTrack first, ForecastTrack second, int horizonSeconds, ForecastLoss loss)
    {
        var a = first.Horizon(horizonSeconds);
        var b = second.Horizon(horizonSeconds);
        if (!a.Rows.AsSpan().SequenceEqual(b.Rows)) throw new ArgumentException($"{first.Name} and {second.Name} were not scored on the same rows.", nameof(second));
        return Of(a.Gains(b, loss), horizonSeconds);
    }
}
