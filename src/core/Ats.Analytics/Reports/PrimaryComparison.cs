using Ats.Analytics.Comparisons;
using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>
/// The one comparison a backtest makes of its arms, fixed before any result is known: all strategies in equal parts against buy-and-hold;
/// without buy-and-hold, the first arm against the second where there are just two.
/// </summary>
public static class PrimaryComparison
{
    /// <param name="arms">Description and equity curve of each arm, in the order of the run.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="periodNanoseconds">Of the curves; windows are never shorter.</param>
    public static IReadOnlyList<ArmComparison> Of(IReadOnlyList<(ArmDescription Arm, IReadOnlyList<EquityPoint> Equity)> arms, ulong seed, long periodNanoseconds)
    {
        var contestants = arms.Where(a => a.Arm.Kind != ArmKind.Control).ToList();
        var yardsticks = arms.Where(a => a.Arm.Strategy == ControlStrategies.BuyAndHold).ToList();
        var window = Math.Max(ArmComparison.DefaultWindowNanoseconds, periodNanoseconds);
        if (contestants.Count > 0 && yardsticks.Count > 0)
            return [ArmComparison.Of(Name(contestants, "strategies"), Together(contestants), Name(yardsticks, "buy-and-hold arms"), Together(yardsticks), seed, window)];
        return arms.Count == 2 && contestants.Count > 0
            ? [ArmComparison.Of(arms[0].Arm.Name, arms[0].Equity, arms[1].Arm.Name, arms[1].Equity, seed, window)]
            : [];
    }

    private static string Name(List<(ArmDescription Arm, IReadOnlyList<EquityPoint> Equity)> group, string many) =>
        group.Count == 1 ? group[0].Arm.Name : $"the portfolio of {(group.Count == 2 ? "both" : $"all {group.Count}")} {many} in equal parts";

    private static IReadOnlyList<EquityPoint> Together(List<(ArmDescription Arm, IReadOnlyList<EquityPoint> Equity)> group) =>
        EqualWeight.Of([.. group.Select(g => g.Equity)]);
}
