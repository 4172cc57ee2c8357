namespace Ats.Analytics.Statistics;

/// <summary>Share of round trips with a net profit, [0, 1], and its Wilson interval. n = round trips. Breaking even is not a hit.</summary>
public static class HitRate
{
    public static Statistic Of(ReadOnlySpan<double> netPnls) =>
        Statistic.Estimate((double)Hits(netPnls) / netPnls.Length, netPnls.Length);

    /// <summary>Where the true rate lies with 95 % confidence.</summary>
    public static Interval Wilson95(ReadOnlySpan<double> netPnls)
    {
        var n = netPnls.Length;
        var (low, high) = WilsonInterval.Of(Hits(netPnls), n, 0.95);
        return new Interval(Statistic.Estimate(low, n), Statistic.Estimate(high, n), 0.95);
    }

    private static int Hits(ReadOnlySpan<double> netPnls)
    {
        var hits = 0;
        foreach (var pnl in netPnls)
        {
            if (pnl > 0) hits++;
        }

        return hits;
    }
}
