namespace Ats.Forecasting.Scoring;

/// <summary>
/// Is the forecast an echo of the last move? Compares how the forecast goes with the past return of its own horizon and with the future one.
/// </summary>
/// <param name="PastCorrelation">Of the forecast mean with the return over the horizon up to now.</param>
/// <param name="FutureCorrelation">Of the forecast mean with the return over the horizon from now.</param>
/// <param name="LagT">Whether the future correlation is above the past one: HAC t of the mean of f (y - p), all standardised. Well below 0 for an
/// echo, but also for honest momentum.</param>
/// <param name="BeyondT">What sets honest forecasts apart: HAC t of the mean of r y, where r is the forecast less what the last move explains of it
/// (Frisch and Waugh). Above 2, the forecast knows of the future what the last move does not tell.</param>
public sealed record LagDetector(double PastCorrelation, double FutureCorrelation, double LagT, double BeyondT)
{
    /// <summary>
    /// An echo: it goes with the last move (correlation above <paramref name="minimumCorrelation"/>), significantly more than with the next one, and
    /// knows nothing beyond the last move.
    /// </summary>
    public bool IsEcho(double minimumCorrelation = 0.25, double t = 2) => PastCorrelation > minimumCorrelation && LagT < -t && BeyondT < t;

    /// <summary>Null when there are fewer than ten stretches of the horizon, or the forecast never varies (and echoes nothing).</summary>
    public static LagDetector? Of(HorizonTrack track)
    {
        var used = Enumerable.Range(0, track.Count).Where(i => !float.IsNaN(track.PastBps[i])).ToArray();
        if (used.Length < DieboldMariano.MinimumStretches * track.HorizonSeconds) return null;
        var forecast = Standardised(track.MeansBps, used);
        var past = Standardised(track.PastBps, used);
        var future = Standardised(track.OutcomesBps, used);
        if (forecast is null || past is null || future is null) return null;
        var pastCorrelation = Mean(forecast, past);
        var gap = new double[used.Length];
        var beyond = new double[used.Length];
        for (var i = 0; i < gap.Length; i++)
        {
            gap[i] = forecast[i] * (future[i] - past[i]);
            beyond[i] = (forecast[i] - (pastCorrelation * past[i])) * future[i];
        }

        // Nothing left but rounding once the last move is taken out: it knows nothing beyond.
        var left = 1 - (pastCorrelation * pastCorrelation);
        return new LagDetector(pastCorrelation, Mean(forecast, future), T(gap, track.HorizonSeconds), left < 1e-6 ? 0 : T(beyond, track.HorizonSeconds));
    }

    private static double T(double[] values, int horizon) => DieboldMariano.Of(values, horizon).T ?? 0;

    private static double Mean(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum / a.Length;
    }

    private static double[]? Standardised(float[] values, int[] used)
    {
        var taken = Array.ConvertAll(used, i => (double)values[i]);
        var mean = LongRunVariance.Mean(taken);
        var deviation = Math.Sqrt(LongRunVariance.Bartlett(taken, 0));
        return deviation > 0 ? Array.ConvertAll(taken, x => (x - mean) / deviation) : null;
    }
}
