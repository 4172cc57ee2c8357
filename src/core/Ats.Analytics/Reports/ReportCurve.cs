using Ats.Analytics.Statistics;
using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>Curves small enough to draw: equity as returns, drawdown, and gross equity with the costs paid so far added back.</summary>
public static class ReportCurve
{
    /// <summary>More points than a screen has columns are not worth sending.</summary>
    public const int MaximumPoints = 1500;

    /// <summary>
    /// Keeps the first and the last point, and of each of equal buckets between them the lowest and the highest, so that peaks, troughs
    /// and so drawdowns survive. Fees are added back as of each fill's receive time, funding as of each round trip's close.
    /// </summary>
    public static CurvePoint[] From(ArmFacts facts, int maximumPoints = MaximumPoints)
    {
        var capital = (double)facts.StartingCapital;
        var drawdowns = Drawdown.Series(capital, facts.Equity);
        var costs = CostsPaid(facts);
        var kept = Keep(facts.Equity, Math.Max(4, maximumPoints));
        var points = new CurvePoint[kept.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var at = facts.Equity[kept[i]];
            points[i] = new CurvePoint(at.Time, (at.Equity / capital) - 1, ((at.Equity + costs[kept[i]]) / capital) - 1, drawdowns[kept[i]]);
        }

        return points;
    }

    private static List<int> Keep(IReadOnlyList<EquityPoint> equity, int maximum)
    {
        var kept = new List<int>(Math.Min(maximum, equity.Count));
        if (equity.Count <= maximum)
        {
            for (var i = 0; i < equity.Count; i++) kept.Add(i);
            return kept;
        }

        var buckets = (maximum - 2) / 2;
        var inner = equity.Count - 2;
        kept.Add(0);
        for (var b = 0; b < buckets; b++)
        {
            var from = 1 + (int)((long)inner * b / buckets);
            var to = 1 + (int)((long)inner * (b + 1) / buckets);
            int low = from, high = from;
            for (var i = from; i < to; i++)
            {
                if (equity[i].Equity < equity[low].Equity) low = i;
                if (equity[i].Equity > equity[high].Equity) high = i;
            }

            kept.Add(Math.Min(low, high));
            if (low != high) kept.Add(Math.Max(low, high));
        }

        kept.Add(equity.Count - 1);
        return kept;
    }

    private static double[] CostsPaid(ArmFacts facts)
    {
        var costs = new double[facts.Equity.Count];
        decimal paid = 0;
        int fill = 0, trip = 0;
        for (var i = 0; i < costs.Length; i++)
        {
            var now = facts.Equity[i].Time;
            for (; fill < facts.Fills.Count && facts.Fills[fill].ReceiveTime <= now; fill++) paid += facts.Fills[fill].Fee;
            for (; trip < facts.RoundTrips.Count && facts.RoundTrips[trip].CloseTime <= now; trip++) paid += facts.RoundTrips[trip].Funding;
            costs[i] = (double)paid;
        }

        return costs;
    }
}
