using Ats.Analytics.Statistics;
using Ats.Domain;

namespace Ats.Analytics.Comparisons;

/// <summary>
/// Interval for the mean of a dependent series: blocks of geometric length that wrap around the end (Politis and Romano 1994), percentile
/// interval. Seeded: the same seed gives the same interval on every machine.
/// </summary>
public static class StationaryBootstrap
{
    /// <param name="values">The series, in order of time.</param>
    /// <param name="blockLength">Mean block length, in observations, at least 1.</param>
    /// <param name="level">Coverage, 0.95 for 95 %.</param>
    /// <param name="resamples">At least 100; 2,000 give about two digits of the ends.</param>
    /// <param name="seed">Of the generator.</param>
    public static Interval MeanInterval(ReadOnlySpan<double> values, double blockLength, double level, int resamples, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        var n = values.Length;
        if (n < Statistic.MinimumCount) return new Interval(Statistic.Insufficient(n), Statistic.Insufficient(n), level);
        var rng = new Rng(seed);
        var restart = 1 / blockLength;
        var means = new double[resamples];
        for (var b = 0; b < resamples; b++)
        {
            double sum = 0;
            var at = 0;
            for (var i = 0; i < n; i++)
            {
                at = i == 0 || rng.NextDouble() < restart ? rng.Next(n) : at + 1 == n ? 0 : at + 1;
                sum += values[at];
            }

            means[b] = sum / n;
        }

        Array.Sort(means);
        if (double.IsNaN(means[0])) return new Interval(Statistic.Undefined(n), Statistic.Undefined(n), level);
        var tail = (1 - level) / 2;
        return new Interval(Quantile(means, tail, n), Quantile(means, 1 - tail, n), level);
    }

    private static Statistic Quantile(double[] sorted, double p, int n) => Statistic.Fact(Excursion.Quantile(sorted, p).Value, n);
}
