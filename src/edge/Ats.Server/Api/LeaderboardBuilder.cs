using Ats.Analytics;
using Ats.Analytics.Statistics;
using Ats.Server.Live;
using Ats.Server.Views;

namespace Ats.Server.Api;

/// <summary>Ranks the arms by net return, with the statistics of Ats.Analytics over what the tap kept.</summary>
internal static class LeaderboardBuilder
{
    private const int SparkPoints = 40;

    public static IReadOnlyList<LeaderboardView> Build(IContest contest)
    {
        if (contest.View is not { } view) return [];
        return [.. Ranked(view.Arms).Select((arm, i) => Row(contest, arm) with { Rank = i + 1 })];
    }

    /// <summary>Best first; equals by name, so that whoever names the best names the same one.</summary>
    public static IEnumerable<ArmView> Ranked(IEnumerable<ArmView> arms) => arms.OrderByDescending(a => a.NetReturn).ThenBy(a => a.Name, StringComparer.Ordinal);

    /// <summary>An arm's facts as statistics want them; equity, fees and counts exact from the view.</summary>
    public static ArmFacts Facts(IContest contest, ArmView arm)
    {
        var (curve, stride, trips, fills) = contest.Tap.Facts(arm.Index);
        var totals = new ArmTotals((decimal)arm.Equity, arm.Fees, arm.Funding, arm.Turnover, arm.Orders, arm.Fills);
        return new ArmFacts(arm.Capital, contest.EquityPeriodNanoseconds * stride, curve, trips, fills, totals);
    }

    private static LeaderboardView Row(IContest contest, ArmView arm)
    {
        var facts = Facts(contest, arm);
        var s = ArmStatistics.Compute(facts);
        return new LeaderboardView(
            0,
            arm.Name,
            arm.Kind,
            arm.Strategy,
            arm.NetReturn,
            arm.NetPnl,
            s.Sharpe.ValueOrNull,
            s.SharpeStandardError.ValueOrNull,
            arm.MaxDrawdown,
            arm.RoundTrips,
            arm.Fills,
            s.HitRate.ValueOrNull,
            s.HitRateInterval.Low.ValueOrNull,
            s.HitRateInterval.High.ValueOrNull,
            (double)arm.Fees,
            s.FeesBpsOfTurnover.ValueOrNull,
            arm.TimeInMarket,
            arm.State,
            s.Sharpe.State == StatisticState.Insufficient ? $"n = {s.Sharpe.Count}: statistics from n = {Statistic.MinimumCount}" : null,
            Spark(facts));
    }

    private static double[] Spark(ArmFacts facts)
    {
        var curve = facts.Equity;
        var count = Math.Min(SparkPoints, curve.Count);
        var capital = (double)facts.StartingCapital;
        return [.. Enumerable.Range(0, count).Select(i => (curve[(int)((long)i * (curve.Count - 1) / Math.Max(1, count - 1))].Equity / capital) - 1)];
    }
}
