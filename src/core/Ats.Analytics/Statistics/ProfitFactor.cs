namespace Ats.Analytics.Statistics;

/// <summary>Sum of winning round trips / sum of losing ones, net. n = round trips. Undefined (infinite) without a loss.</summary>
public static class ProfitFactor
{
    public static Statistic Of(ReadOnlySpan<double> netPnls)
    {
        double won = 0, lost = 0;
        foreach (var pnl in netPnls)
        {
            if (pnl > 0) won += pnl;
            else lost -= pnl;
        }

        return Statistic.Estimate(won / lost, netPnls.Length);
    }
}
