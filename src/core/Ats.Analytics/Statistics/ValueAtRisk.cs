namespace Ats.Analytics.Statistics;

/// <summary>
/// Historical value at risk and expected shortfall of one sampling period, as a positive loss (a share of equity; negative would be a
/// gain). VaR is the loss not exceeded with the given probability (lower empirical quantile); CVaR the mean of the worst 1 - level
/// share of periods, the boundary period counted in part (Rockafellar and Uryasev 2000). n = periods, at least one expected in the tail.
/// </summary>
public static class ValueAtRisk
{
    /// <param name="sortedReturns">Ascending.</param>
    /// <param name="level">0.95 or 0.99.</param>
    public static Statistic Historical(ReadOnlySpan<double> sortedReturns, double level)
    {
        var n = sortedReturns.Length;
        if (n < Minimum(level)) return Statistic.Insufficient(n);
        return Statistic.Fact(-sortedReturns[TailCount(n, level) - 1], n);
    }

    /// <param name="sortedReturns">Ascending.</param>
    /// <param name="level">0.95 or 0.99.</param>
    public static Statistic Conditional(ReadOnlySpan<double> sortedReturns, double level)
    {
        var n = sortedReturns.Length;
        if (n < Minimum(level)) return Statistic.Insufficient(n);
        var k = TailCount(n, level);
        var mass = n * (1 - level);
        double sum = 0;
        for (var i = 0; i < k - 1; i++) sum += sortedReturns[i];
        sum += (mass - (k - 1)) * sortedReturns[k - 1];
        return Statistic.Fact(-sum / mass, n);
    }

    private static long Minimum(double level) => Math.Max(Statistic.MinimumCount, (long)Math.Ceiling((1 / (1 - level)) - 1e-9));

    // The worst n(1 - level) periods, rounded up; the small constant keeps 100 · 0.05 at 5.
    private static int TailCount(int n, double level) => Math.Max(1, (int)Math.Ceiling((n * (1 - level)) - 1e-9));
}
