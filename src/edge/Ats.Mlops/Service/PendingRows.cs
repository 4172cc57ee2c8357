using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Service;

/// <summary>
/// Predictions waiting for their outcome, by second. An outcome is taken when the row of exactly as-of plus horizon is there, never earlier, and
/// only within one unbroken stream.
/// </summary>
internal sealed class PendingRows
{
    private readonly PendingRow[] _ring;

    /// <param name="longestHorizonSeconds">Greatest horizon of any model or of the random walk.</param>
    public PendingRows(int longestHorizonSeconds)
    {
        _ring = new PendingRow[longestHorizonSeconds + 1];
        for (var i = 0; i < _ring.Length; i++) _ring[i] = new PendingRow();
    }

    /// <summary>Where the row of a second is to be kept.</summary>
    public PendingRow At(long second) => _ring[second % _ring.Length];

    /// <summary>The row said a horizon before the second, null where the outcome is not known.</summary>
    public PendingRow? Matured(long second, int horizonSeconds, long stream)
    {
        var asOf = second - horizonSeconds;
        if (asOf < 0 || horizonSeconds >= _ring.Length) return null;
        var row = At(asOf);
        return row.Second == asOf && row.Stream == stream ? row : null;
    }

    /// <summary>Scores a part of an output against what came.</summary>
    /// <param name="walk">The random walk's part for the same horizon.</param>
    public static OutcomeWindow.Outcome Score(PendingRow row, int horizonSeconds, ReadOnlySpan<float> output, ReadOnlySpan<float> walk, double returnBps)
    {
        var scale = PredictionLayout.ScaleBps(row.SigmaBps, horizonSeconds);
        var z = returnBps / scale;
        var quantiles = output.Slice(PredictionLayout.FirstQuantile, PredictionLayout.Quantiles);
        var pit = QuantileScore.Pit(quantiles, z, QuantileScore.Tie((int)(row.Second & 0xFFFFFF)));
        return new OutcomeWindow.Outcome(
            row.Second, (float)returnBps, (float)(output[PredictionLayout.Mean] * scale), (float)(QuantileScore.Crps(quantiles, z) * scale), (float)pit,
            z >= quantiles[0] && z <= quantiles[^1], (float)(walk[PredictionLayout.Mean] * scale),
            (float)(QuantileScore.Crps(walk.Slice(PredictionLayout.FirstQuantile, PredictionLayout.Quantiles), z) * scale));
    }

    public static double ReturnBps(PendingRow row, double mid) => 1e4 * Math.Log(mid / row.Mid);

    public static long SecondOf(Timestamp time) => time.Nanoseconds / Timestamp.NanosecondsPerSecond;
}
