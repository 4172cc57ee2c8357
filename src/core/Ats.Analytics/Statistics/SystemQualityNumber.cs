namespace Ats.Analytics.Statistics;

/// <summary>
/// sqrt(min(n, 100)) · mean / sd of the round trips' net PnL (Tharp, "Definitive Guide to Position Sizing", 2008; n capped at 100 so that
/// frequent trading does not inflate it). n = round trips.
/// </summary>
public static class SystemQualityNumber
{
    public static Statistic Of(in Moments netPnls) =>
        Statistic.Estimate(Math.Sqrt(Math.Min(netPnls.Count, 100)) * SharpeRatio.PerPeriod(netPnls), netPnls.Count);
}
