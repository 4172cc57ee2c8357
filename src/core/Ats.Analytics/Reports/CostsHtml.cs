using System.Globalization;
using System.Text;

namespace Ats.Analytics.Reports;

/// <summary>From decision prices over execution, fees and funding to net, per arm, with gross and net as bars on one scale.</summary>
internal static class CostsHtml
{
    public static string Rows(RunReport report, SeriesStyle[] styles)
    {
        var largest = report.Arms.Select(a => Math.Max(Math.Abs(a.Statistics.GrossPnl), Math.Abs(a.Statistics.NetPnl))).DefaultIfEmpty(0).Max();
        var html = new StringBuilder();
        foreach (var arm in LeaderboardRow.Ranked(report))
        {
            var index = HtmlReport.IndexOf(report, arm);
            var s = arm.Statistics;
            html.Append($"<tr><th scope=\"row\">{styles[index].Swatch}<a href=\"#arm-{index}\">{HtmlText.Escape(arm.Name)}</a></th>")
                .Append($"<td class=\"num\" data-label=\"As decided\">{HtmlText.SignedMoney(s.GrossPnl + s.ExecutionCost)}</td>")
                .Append($"<td class=\"num\" data-label=\"Spread, slippage\">{HtmlText.SignedMoney(-s.ExecutionCost)}</td>")
                .Append($"<td class=\"num {HtmlText.SignClass((double)s.GrossPnl)}\" data-label=\"Gross\">{HtmlText.SignedMoney(s.GrossPnl)}</td>")
                .Append($"<td class=\"num\" data-label=\"Fees\">{HtmlText.SignedMoney(-s.Fees)}</td>")
                .Append($"<td class=\"num\" data-label=\"Funding\">{HtmlText.SignedMoney(-s.Funding)}</td>")
                .Append($"<td class=\"num strong {HtmlText.SignClass((double)s.NetPnl)}\" data-label=\"Net\">{HtmlText.SignedMoney(s.NetPnl)}</td>")
                .Append($"<td class=\"bars\" aria-hidden=\"true\">{Bar("gross", s.GrossPnl, largest)}{Bar("net", s.NetPnl, largest)}</td></tr>");
        }

        return html.ToString();
    }

    private static string Bar(string name, decimal amount, decimal largest)
    {
        var width = largest == 0 ? 0 : (double)(Math.Abs(amount) / largest) * 50;
        var left = amount < 0 ? 50 - width : 50;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<span class=\"bar bar-{name} {(amount < 0 ? "down" : "up")}\" style=\"left:{left:0.##}%;width:{width:0.##}%\"></span>");
    }
}
