namespace Ats.Analytics.Statistics;

/// <summary>Mean net PnL of a round trip, quote units. n = round trips.</summary>
public static class Expectancy
{
    public static Statistic Of(in Moments netPnls) => Statistic.Estimate(netPnls.Mean, netPnls.Count);
}
