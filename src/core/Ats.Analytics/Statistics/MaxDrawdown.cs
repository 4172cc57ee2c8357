namespace Ats.Analytics.Statistics;

/// <summary>The deepest drawdown, a share in [0, 1], and the longest time without a new high, in seconds. n = samples.</summary>
public static class MaxDrawdown
{
    public static Statistic Depth(ReadOnlySpan<double> drawdowns)
    {
        double deepest = 0;
        foreach (var d in drawdowns) deepest = Math.Max(deepest, d); // Math.Max passes NaN on
        return Statistic.Fact(drawdowns.Length == 0 ? double.NaN : deepest, drawdowns.Length);
    }

    /// <summary>The deeper of what samples show and what was seen between them.</summary>
    public static Statistic AtLeast(Statistic sampled, double seen) => sampled.IsKnown && seen > sampled.Value ? Statistic.Fact(seen, sampled.Count) : sampled;

    /// <summary>Longest run of samples under water times the sampling period; a drawdown still open at the end counts up to the end.</summary>
    public static Statistic LongestSeconds(ReadOnlySpan<double> drawdowns, long periodNanoseconds)
    {
        long longest = 0, run = 0;
        foreach (var d in drawdowns)
        {
            if (double.IsNaN(d)) return Statistic.Undefined(drawdowns.Length);
            run = d > 0 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return drawdowns.Length == 0
            ? Statistic.Undefined()
            : Statistic.Fact(longest * (periodNanoseconds / 1e9), drawdowns.Length);
    }
}
