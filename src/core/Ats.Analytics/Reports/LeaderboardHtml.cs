using System.Text;

namespace Ats.Analytics.Reports;

/// <summary>Rows of the leaderboard; data-v carries what a column sorts by.</summary>
internal static class LeaderboardHtml
{
    public static string Rows(RunReport report, SeriesStyle[] styles)
    {
        var html = new StringBuilder();
        foreach (var (row, arm) in LeaderboardRow.From(report).Zip(LeaderboardRow.Ranked(report)))
        {
            var index = HtmlReport.IndexOf(report, arm);
            html.Append($"<tr data-arm=\"{index}\">");
            Cell(html, "num rank", "#", row.Rank, row.Rank.ToString());
            html.Append($"<th scope=\"row\" data-v=\"{HtmlText.Escape(row.Arm)}\">{styles[index].Swatch}<a href=\"#arm-{index}\">{HtmlText.Escape(row.Arm)}</a></th>")
                .Append($"<td data-label=\"Kind\" data-v=\"{row.KindText}\"><span class=\"kind kind-{row.Kind.ToString().ToLowerInvariant()}\">{row.KindText}</span></td>");
            Cell(html, "num strong " + HtmlText.SignClass(row.NetReturn.Value), "Net", row.NetReturn.Value, row.NetReturnText);
            Cell(html, "num", "Sharpe ± se", row.Sharpe.Value, row.SharpeText);
            Cell(html, "num", "Max drawdown", row.MaxDrawdown.Value, row.MaxDrawdownText);
            Cell(html, "num", "Round trips", row.RoundTrips, HtmlText.Count(row.RoundTrips));
            Cell(html, "num", "Hit rate [95 %]", row.HitRate.Value, row.HitRateText);
            Cell(html, "num", "Fees of turnover", row.FeesBpsOfTurnover.Value, row.FeesBpsText);
            Cell(html, "num", "Exposure", row.ExposureShare.Value, row.ExposureText);
            html.Append($"<td class=\"curve\" data-label=\"Curve\">{SparklineSvg.Of(report.Arms[index].Curve, styles[index])}</td></tr>");
        }

        return html.ToString();
    }

    private static void Cell(StringBuilder html, string classes, string label, double value, string text) =>
        html.Append($"<td class=\"{classes}\" data-label=\"{label}\" data-v=\"{HtmlText.Number(value)}\">{HtmlText.Escape(text)}</td>");
}
