namespace Ats.Analytics.Statistics;

/// <summary>Autocovariances and the Newey-West (1987) long-run variance, Bartlett weights.</summary>
public static class LongRunVariance
{
    /// <summary>floor(4 (n / 100)^(2/9)): the usual rule of thumb (Newey and West 1994).</summary>
    public static int Lag(int count) => (int)Math.Floor(4 * Math.Pow(count / 100.0, 2.0 / 9));

    /// <summary>Σ (x(t) - m)(x(t-k) - m) / n.</summary>
    public static double Autocovariance(ReadOnlySpan<double> values, double mean, int lag)
    {
        double sum = 0;
        for (var i = lag; i < values.Length; i++) sum += (values[i] - mean) * (values[i - lag] - mean);
        return sum / values.Length;
    }

    public static double NeweyWest(ReadOnlySpan<double> values, int lag)
    {
        var mean = Moments.Of(values).Mean;
        var variance = Autocovariance(values, mean, 0);
        for (var k = 1; k <= lag; k++) variance += 2 * (1 - (k / (lag + 1.0))) * Autocovariance(values, mean, k);
        return variance;
    }
}
