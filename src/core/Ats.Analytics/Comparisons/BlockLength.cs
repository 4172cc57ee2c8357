using Ats.Analytics.Statistics;

namespace Ats.Analytics.Comparisons;

/// <summary>
/// Mean block length for the stationary bootstrap that suits a series' autocorrelation: Politis and White 2004 with the correction of
/// Patton, Politis and White 2009 (flat-top lag window; d = 2 σ⁴). In observations, at least 1, at most min(3 sqrt(n), n / 3).
/// </summary>
public static class BlockLength
{
    public static double Stationary(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        if (n < 9) return 1;
        var mean = Moments.Of(values).Mean;
        var insignificantRun = Math.Max(5, (int)Math.Ceiling(Math.Sqrt(Math.Log10(n))));
        var longest = Math.Min(n - 1, (int)Math.Ceiling(Math.Sqrt(n)) + insignificantRun);
        var covariances = new double[longest + 1];
        for (var k = 0; k <= longest; k++) covariances[k] = LongRunVariance.Autocovariance(values, mean, k);
        if (!(covariances[0] > 0)) return 1;

        var m = Bandwidth(covariances, insignificantRun, 2 * Math.Sqrt(Math.Log10(n) / n));
        double g = 0, longRun = covariances[0];
        for (var k = 1; k <= m; k++)
        {
            var weight = Math.Min(1, 2 * (1 - ((double)k / m)));
            g += 2 * weight * k * covariances[k];
            longRun += 2 * weight * covariances[k];
        }

        var length = Math.Cbrt(2 * g * g / (2 * longRun * longRun) * n);
        var most = Math.Ceiling(Math.Min(3 * Math.Sqrt(n), n / 3.0));
        return double.IsFinite(length) ? Math.Clamp(length, 1, most) : most;
    }

    // Twice the last lag before a run of insignificant autocorrelations.
    private static int Bandwidth(double[] covariances, int run, double critical)
    {
        var longest = covariances.Length - 1;
        for (var m = 0; m + run <= longest; m++)
        {
            var quiet = true;
            for (var k = m + 1; k <= m + run && quiet; k++) quiet = Math.Abs(covariances[k] / covariances[0]) < critical;
            if (quiet) return Math.Min(longest, 2 * Math.Max(1, m));
        }

        return longest;
    }
}
