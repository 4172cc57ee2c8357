using System.Globalization;
using Ats.Analytics.Statistics;

namespace Ats.Analytics.Reports;

/// <summary>What the run says, in sentences: who earned most, against cash and buy-and-hold, what costs took, and how sure one may be.</summary>
public static class VerdictText
{
    public static IReadOnlyList<string> Of(RunReport report)
    {
        // A strategy that never traded is no rival of one that did: it is counted, not ranked.
        var ranked = LeaderboardRow.Ranked(report).Where(a => a.Statistics.NetReturn.IsKnown && !IsIdle(a)).ToList();
        if (ranked.Count == 0) return ["No arm has a result: nothing was traded and nothing was marked."];
        var sentences = new List<string> { Leader(ranked, report) };
        if (Yardsticks(ranked) is { Length: > 0 } yardsticks) sentences.Add(yardsticks);
        sentences.AddRange(report.Comparisons.Select(Compared));
        sentences.Add(CostsOf(report));
        if (Confidence(ranked) is { Length: > 0 } confidence) sentences.Add(confidence);
        if (Idle(report) is { Length: > 0 } idle) sentences.Add(idle);
        return sentences;
    }

    private static bool IsIdle(ArmReport arm) => arm.Description.Kind != ArmKind.Control && arm.Statistics.Fills == 0;

    private static string Idle(RunReport report)
    {
        var idle = report.Arms.Where(IsIdle).ToList();
        if (idle.Count == 0) return "";
        var names = string.Join(", ", idle.Take(5).Select(a => a.Name)) + (idle.Count > 5 ? " and others" : "");
        return Text($"{idle.Count} strateg{(idle.Count == 1 ? "y" : "ies")} never traded ({names}).");
    }

    private static string Leader(List<ArmReport> ranked, RunReport report)
    {
        var best = ranked[0];
        var span = DurationText.Of((report.To - report.From) / 1e9);
        if (ranked.Count == 1) return $"{best.Name} returned {Percent(best)} net over {span}.";
        var tied = ranked.Count(a => a.Statistics.NetPnl == best.Statistics.NetPnl);
        if (tied == ranked.Count) return $"All {tied} arms returned the same, {Percent(best)} net over {span}.";
        if (tied > 1) return $"Over {span}, {tied} of {ranked.Count} arms tie for the most net: {Percent(best)}.";
        if (best.Description.Kind != ArmKind.Control) return $"Over {span}, {best.Name} earned most net of {ranked.Count} arms: {Percent(best)}.";
        var contestant = ranked.FirstOrDefault(a => a.Description.Kind != ArmKind.Control);
        return contestant is null
            ? $"Over {span}, the control {best.Name} earned most net of {ranked.Count} arms: {Percent(best)}."
            : $"Over {span}, no strategy beat the control {best.Name} ({Percent(best)} net); the best of them, {contestant.Name}, returned {Percent(contestant)}.";
    }

    private static string Yardsticks(List<ArmReport> ranked)
    {
        var contestant = ranked.FirstOrDefault(a => a.Description.Kind != ArmKind.Control);
        if (contestant is null) return "";
        var parts = new List<string>();
        AddYardstick(parts, ranked, contestant, ControlStrategies.BuyAndHold, "buy-and-hold");
        AddYardstick(parts, ranked, contestant, ControlStrategies.Cash, "cash");
        return parts.Count == 0 ? "" : $"{contestant.Name} ended {string.Join(" and ", parts)}.";
    }

    private static void AddYardstick(List<string> parts, List<ArmReport> ranked, ArmReport contestant, string strategy, string words)
    {
        if (ranked.FirstOrDefault(a => a.Description.Strategy == strategy) is not { } yardstick) return;
        var points = (contestant.Statistics.NetReturn.Value - yardstick.Statistics.NetReturn.Value) * 100;
        parts.Add(points == 0
            ? $"level with {words}"
            : Text($"{Math.Abs(points):0.###} percentage points {(points > 0 ? "ahead of" : "behind")} {words} ({Percent(yardstick)})"));
    }

    private static string Compared(ArmComparison c)
    {
        var window = DurationText.Of(c.WindowNanoseconds / 1e9);
        if (!c.MeanBps.IsKnown || !c.IntervalBps.IsKnown)
            return Text($"{Upper(c.Left)} and {c.Right} cannot be compared window by window: n = {c.Windows} windows of {window}.");
        var side = c.MeanBps.Value >= 0 ? "ahead of" : "behind";
        var sure = c.IntervalBps.Excludes(0) ? "" : " Not conclusive.";
        return Text($"Over {c.Windows:#,0} paired windows of {window}, {c.Left} is {side} {c.Right} by {Math.Abs(c.MeanBps.Value):0.00} bp a window ")
            + Text($"[95 % interval of the difference {c.IntervalBps.Low.Value:0.00}, {c.IntervalBps.High.Value:+0.00;-0.00;0.00}].{sure}");
    }

    private static string CostsOf(RunReport report)
    {
        var gross = report.Arms.Sum(a => a.Statistics.GrossPnl);
        var fees = report.Arms.Sum(a => a.Statistics.Fees);
        var trips = report.Arms.Sum(a => (long)a.Statistics.RoundTrips);
        var n = Text($"n = {trips:#,0} round trip{(trips == 1 ? "" : "s")}");
        if (fees == 0) return $"No fees were paid ({n}).";
        var paid = Text($"{(report.Arms.Count == 1 ? "It" : "Together the arms")} paid {fees:#,0.00} {report.QuoteAsset} in fees over {n}");
        if (gross <= 0) return Text($"{paid}, on top of a gross loss of {-gross:#,0.00}.");
        var share = (double)(fees / gross);
        return share < 1
            ? Text($"{paid}, {share * 100:0.#} % of a gross profit of {gross:#,0.00}.")
            : Text($"{paid}: more than the whole gross profit of {gross:#,0.00}.");
    }

    private static string Confidence(List<ArmReport> ranked)
    {
        var best = ranked.FirstOrDefault(a => a.Description.Kind != ArmKind.Control) ?? ranked[0];
        var sharpe = best.Statistics.Sharpe;
        var error = best.Statistics.SharpeRobustStandardError;
        if (sharpe.State == StatisticState.Insufficient) return $"n = {sharpe.Count} periods are too few to say more.";
        if (!sharpe.IsKnown || !error.IsKnown || error.Value == 0) return "";
        var low = sharpe.Value - (1.96 * error.Value);
        var high = sharpe.Value + (1.96 * error.Value);
        var chosen = ranked.Count > 2 ? Text($", and it was picked after looking at {ranked.Count} arms") : "";
        var range = Text($"The annualised Sharpe ratio of {best.Name} is {sharpe.Value:0.00} [95 % interval {low:0.0}, {high:+0.0;-0.0;0.0}]");
        return low > 0 || high < 0
            ? $"{range}: away from zero on this data{chosen}. One run is one sample of one market."
            : $"{range}: not distinguishable from zero{chosen}. Not conclusive.";
    }

    // Only what begins with an article is a phrase; names of arms stay as they are.
    private static string Upper(string phrase) => phrase.StartsWith("the ", StringComparison.Ordinal) ? "T" + phrase[1..] : phrase;

    private static string Percent(ArmReport arm) => StatisticCatalog.Get("net-return").Write(arm.Statistics);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
