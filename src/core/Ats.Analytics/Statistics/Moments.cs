namespace Ats.Analytics.Statistics;

/// <summary>
/// Sample moments by two passes: mean; standard deviation with n - 1; skewness g3 and raw kurtosis g4 (3 for a normal) as ratios of
/// central moments with n. A spread that is only rounding noise beside the mean counts as zero.
/// </summary>
public readonly record struct Moments(int Count, double Mean, double StandardDeviation, double Skewness, double Kurtosis)
{
    public static Moments Of(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        if (n == 0) return new Moments(0, double.NaN, double.NaN, double.NaN, double.NaN);
        var mean = Sum(values) / n;
        double m2 = 0, m3 = 0, m4 = 0;
        foreach (var value in values)
        {
            var d = value - mean;
            var d2 = d * d;
            m2 += d2;
            m3 += d2 * d;
            m4 += d2 * d2;
        }

        var deviation = n > 1 ? Math.Sqrt(m2 / (n - 1)) : double.NaN;
        if (deviation <= 1e-12 * Math.Abs(mean)) deviation = 0;
        if (deviation == 0) return new Moments(n, mean, 0, double.NaN, double.NaN);
        m2 /= n;
        return new Moments(n, mean, deviation, m3 / n / (m2 * Math.Sqrt(m2)), m4 / n / (m2 * m2));
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        // Neumaier's compensated sum: a year of seconds is 31 million small numbers.
        double sum = 0, lost = 0;
        foreach (var value in values)
        {
            var next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }

        return sum + lost;
    }
}
