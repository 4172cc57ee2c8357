using System.Globalization;
using Ats.Analytics;
using Ats.Analytics.Comparisons;
using Ats.Analytics.Reports;
using Ats.Domain;
using Ats.Server.Live;
using Ats.Server.Views;

namespace Ats.Server.Api;

/// <summary>The contest so far in words. The comparison is fixed beforehand: the equal-weight portfolio of classical arms against holding cash and against buy-and-hold.</summary>
internal static class VerdictBuilder
{
    public static VerdictView Build(IContest contest)
    {
        if (contest.View is not { IsTrading: true } view) return new VerdictView(DateTimeOffset.UnixEpoch, ["The contest has not begun: strategies are being shown the market's history."]);
        var sentences = new List<string>();
        if (contest.Settings.IsInventedMarket) sentences.Add("An invented market: no evidence about Bybit.");
        var ranked = LeaderboardBuilder.Ranked(view.Arms).ToList();
        var begun = Timestamp.FromDateTime(contest.Status().StartedAt);
        var span = DurationText.Of((Timestamp.FromDateTime(view.AsOf) - begun) / 1e9);
        if (Compared(contest, ranked, "buy-and-hold") is { } hold) sentences.Add(hold);
        var contestants = ranked.Where(a => a.Kind is not ("control" or "manual")).ToList();
        if (contestants is [var best, ..]) sentences.Add(Text($"After {span}, the best of {contestants.Count} strategies is {best.Name} at {best.NetReturn * 100:+0.000;-0.000;0.000} % net, picked after looking."));
        var fees = view.Arms.Sum(a => a.Fees);
        sentences.Add(Text($"Together the arms paid {fees:#,0.00} in fees over {view.Arms.Sum(a => a.RoundTrips):#,0} round trips."));
        return new VerdictView(view.AsOf, sentences);
    }

    private static string? Compared(IContest contest, List<ArmView> arms, string control)
    {
        var other = arms.FirstOrDefault(a => a.Strategy == control);
        var classical = arms.Where(a => a.Kind == "classical").ToList();
        if (other is null || classical.Count == 0) return null;
        var portfolio = EqualWeight.Of(classical.ConvertAll(a => contest.Tap.Curve(a.Index).Points));
        var comparison = ArmComparison.Of("classical arms", portfolio, control, contest.Tap.Curve(other.Index).Points, (ulong)contest.Settings.Seed);
        if (!comparison.MeanBps.IsKnown || !comparison.IntervalBps.IsKnown)
            return $"The classical arms against {control}: n = {comparison.Windows} paired five-minute windows, said from n = 30.";
        var side = comparison.MeanBps.Value >= 0 ? "ahead of" : "behind";
        var sure = comparison.IntervalBps.Excludes(0) ? "" : " Not conclusive.";
        return Text($"Over {comparison.Windows:#,0} paired five-minute windows the classical arms together are {side} {control} by {Math.Abs(comparison.MeanBps.Value):0.00} bp a window ")
            + Text($"[95 % interval {comparison.IntervalBps.Low.Value:+0.00;-0.00;0.00}, {comparison.IntervalBps.High.Value:+0.00;-0.00;0.00}].{sure}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
