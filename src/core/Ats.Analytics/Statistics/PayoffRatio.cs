namespace Ats.Analytics.Statistics;

/// <summary>Mean winner / mean loser (as a positive number), net. n = round trips. Undefined without a winner or without a loser.</summary>
public static class PayoffRatio
{
    public static Statistic Of(ReadOnlySpan<double> netPnls)
    {
        double won = 0, lost = 0;
        int winners = 0, losers = 0;
        foreach (var pnl in netPnls)
        {
            if (pnl > 0)
            {
                won += pnl;
                winners++;
            }
            else if (pnl < 0)
            {
                lost -= pnl;
                losers++;
            }
        }

        return Statistic.Estimate(won / winners / (lost / losers), netPnls.Length);
    }
}
