using Ats.Analytics.Statistics;

namespace Ats.Analytics.Reports;

/// <summary>One line of the leaderboard, for terminals and tables: numbers as statistics, and the same as text.</summary>
public sealed record LeaderboardRow(
    int Rank,
    string Arm,
    ArmKind Kind,
    Statistic NetReturn,
    decimal NetPnl,
    Statistic Sharpe,
    Statistic SharpeStandardError,
    Statistic MaxDrawdown,
    int RoundTrips,
    long Fills,
    Statistic HitRate,
    Interval HitRateInterval,
    decimal Fees,
    Statistic FeesBpsOfTurnover,
    Statistic ExposureShare)
{
    public string KindText => Kind == ArmKind.Ai ? "AI" : Kind == ArmKind.Control ? "control" : "classical";

    public string NetReturnText => StatisticCatalog.Get("net-return").Write(NetReturn);

    /// <summary>"1.20 ± 0.45", or why not.</summary>
    public string SharpeText => Short(Sharpe, s => s.ToString("0.00") + (SharpeStandardError.IsKnown ? " ± " + SharpeStandardError.ToString("0.00") : ""));

    public string MaxDrawdownText => MaxDrawdown.Times(100).ToString("0.00", " %");

    /// <summary>"52 % [47, 57]", or why not.</summary>
    public string HitRateText => Short(HitRate, s => HitRateInterval.IsKnown
        ? $"{s.Times(100).ToString("0")} % [{HitRateInterval.Low.Times(100).ToString("0")}, {HitRateInterval.High.Times(100).ToString("0")}]"
        : s.Times(100).ToString("0", " %"));

    public string FeesBpsText => FeesBpsOfTurnover.ToString("0.0", " bp");

    public string ExposureText => ExposureShare.Times(100).ToString("0", " %");

    /// <summary>All arms, best net return first, those without one last, then by name.</summary>
    public static IReadOnlyList<LeaderboardRow> From(RunReport report) =>
        [.. Ranked(report).Select((arm, i) => Of(i + 1, arm))];

    internal static IEnumerable<ArmReport> Ranked(RunReport report) => report.Arms
        .OrderBy(a => a.Statistics.NetReturn.IsKnown ? 0 : 1)
        .ThenByDescending(a => a.Statistics.NetReturn.Value)
        .ThenBy(a => a.Name, StringComparer.Ordinal);

    private static LeaderboardRow Of(int rank, ArmReport arm)
    {
        var s = arm.Statistics;
        return new LeaderboardRow(
            rank, arm.Name, arm.Description.Kind, s.NetReturn, s.NetPnl, s.Sharpe, s.SharpeStandardError, s.MaxDrawdown, s.RoundTrips,
            s.Fills, s.HitRate, s.HitRateInterval, s.Fees, s.FeesBpsOfTurnover, s.ExposureShare);
    }

    // In a table cell "n = 7" says enough.
    private static string Short(Statistic value, Func<Statistic, string> known) => value.State switch
    {
        StatisticState.Known => known(value),
        StatisticState.Insufficient => $"n = {value.Count}",
        _ => "n/a",
    };
}
