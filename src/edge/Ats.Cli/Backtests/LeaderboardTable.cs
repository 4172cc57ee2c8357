using Ats.Analytics.Reports;
using Spectre.Console;

namespace Ats.Cli.Backtests;

/// <summary>The leaderboard in a terminal: one line an arm. Where the terminal is too narrow for all columns the least important go.</summary>
internal static class LeaderboardTable
{
    private static readonly string[] Headers = ["#", "arm", "kind", "net", "net PnL", "Sharpe ± se", "max drawdown", "trips", "hit rate [95 %]", "fees", "exposure"];

    /// <summary>Columns in the order in which they are given up.</summary>
    private static readonly int[] Expendable = [2, 10, 8, 9, 7, 4, 6];

    public static void Plain(IReadOnlyList<LeaderboardRow> rows)
    {
        foreach (var (line, _) in Lines(rows, int.MaxValue)) Console.WriteLine(line);
    }

    public static void Colour(IReadOnlyList<LeaderboardRow> rows, int width)
    {
        foreach (var (line, row) in Lines(rows, width))
        {
            var style = row is null ? new Style(decoration: Decoration.Bold) : new Style(Math.Sign(row.NetPnl) switch { > 0 => Color.Green, < 0 => Color.Red, _ => Color.Default });
            AnsiConsole.Write(new Text(line + Environment.NewLine, style));
        }
    }

    /// <summary>The lines that fit, the heading first (without a row).</summary>
    public static IEnumerable<(string Line, LeaderboardRow? Row)> Lines(IReadOnlyList<LeaderboardRow> rows, int width)
    {
        var cells = rows.Select(Cells).Prepend(Headers).ToList();
        var widths = Headers.Select((_, c) => cells.Max(l => l[c].Length)).ToArray();
        var shown = Enumerable.Range(0, Headers.Length).ToList();
        foreach (var column in Expendable)
        {
            if (shown.Sum(c => widths[c] + 2) - 2 < width) break;
            shown.Remove(column);
        }

        for (var i = 0; i < cells.Count; i++)
        {
            var line = string.Join("  ", shown.Select(c => c is 1 or 2 ? cells[i][c].PadRight(widths[c]) : cells[i][c].PadLeft(widths[c])));
            yield return (line.TrimEnd(), i == 0 ? null : rows[i - 1]);
        }
    }

    private static string[] Cells(LeaderboardRow r) =>
    [
        r.Rank.ToString(), r.Arm, r.KindText, r.NetReturnText, r.NetPnl.ToString("N2"), r.SharpeText, r.MaxDrawdownText, r.RoundTrips.ToString("N0"), r.HitRateText, r.Fees.ToString("N2"), r.ExposureText,
    ];
}
