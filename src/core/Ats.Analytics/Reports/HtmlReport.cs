using System.Text;
using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>
/// A run's report as one HTML file that needs nothing else: no request leaves it, everything that came from outside is escaped, and
/// the same report gives the same bytes.
/// </summary>
public static class HtmlReport
{
    public static string Render(RunReport report)
    {
        var styles = SeriesStyle.Assign(report.Arms);
        return Fill(ReportAssets.Read("report.html"), new Dictionary<string, Func<string>>(StringComparer.Ordinal)
        {
            ["title"] = () => HtmlText.Escape($"{report.RunId} - ATS run report"),
            ["css"] = () => ReportAssets.Read("report.css"),
            ["js"] = () => ReportAssets.Read("report.js"),
            ["data"] = () => ReportPayload.Json(report, styles),
            ["badge"] = () => Badge(report),
            ["headline"] = () => HtmlText.Escape(Headline(report)),
            ["span"] = () => $"{HtmlText.Moment(report.From)} to {HtmlText.Moment(report.To)} UTC",
            ["banner"] = () => Banner(report),
            ["verdict"] = () => Verdict(report),
            ["tiles"] = () => RunTiles.Html(report),
            ["leaderboard"] = () => LeaderboardHtml.Rows(report, styles),
            ["costs"] = () => CostsHtml.Rows(report, styles),
            ["arms"] = () => string.Concat(LeaderboardRow.Ranked(report).Select(arm => (Arm: arm, Index: IndexOf(report, arm))).Select(a => ArmHtml.Section(report, a.Arm, a.Index, styles[a.Index]))),
            ["method"] = () => MethodHtml.Html(report),
            ["glossary"] = GlossaryHtml.Html,
            ["footer"] = () => HtmlText.Escape($"ATS {report.Version}, commit {report.Commit}. Run {report.RunId}."),
        });
    }

    // One pass, so that a name like {{js}} in the data stays text.
    private static string Fill(string template, Dictionary<string, Func<string>> parts)
    {
        var page = new StringBuilder(1 << 18);
        var at = 0;
        while (template.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            page.Append(template, at, open - at).Append(parts[template[(open + 2)..close]]());
            at = close + 2;
        }

        return page.Append(template, at, template.Length - at).ToString();
    }

    internal static int IndexOf(RunReport report, ArmReport arm)
    {
        for (var i = 0; i < report.Arms.Count; i++)
        {
            if (ReferenceEquals(report.Arms[i], arm)) return i;
        }

        throw new ArgumentException($"Arm {arm.Name} is not of this report.", nameof(arm));
    }

    private static string Badge(RunReport report)
    {
        var mode = report.Mode.ToString().ToUpperInvariant();
        return $"<span class=\"badge badge-{report.Mode.ToString().ToLowerInvariant()}\">{mode}</span>"
            + (report.IsSyntheticMarket ? "<span class=\"badge badge-invented\">INVENTED MARKET</span>" : "");
    }

    private static string Headline(RunReport report)
    {
        var arms = report.Arms.Count == 1 ? "1 arm" : $"{report.Arms.Count} arms";
        var instruments = report.Instruments.Count <= 2 ? string.Join(", ", report.Instruments) : $"{report.Instruments.Count} instruments";
        return instruments.Length == 0 ? arms : $"{arms} on {instruments}";
    }

    private static string Banner(RunReport report)
    {
        var html = new StringBuilder();
        if (report.IsSyntheticMarket)
        {
            html.Append("<p class=\"banner\" role=\"note\"><strong>Invented market: no evidence about Bybit.</strong> ")
                .Append("Prices come from a seeded generator; the run shows that the engine works, not that a strategy does.</p>");
        }

        foreach (var check in report.Checks.Where(c => !c.Held))
            html.Append($"<p class=\"banner\" role=\"alert\"><strong>The books do not balance; trust no number here.</strong> {HtmlText.Escape(check.Rule)} {HtmlText.Escape(check.Detail)}</p>");
        foreach (var warning in report.Warnings) html.Append($"<p class=\"banner\" role=\"note\">{HtmlText.Escape(warning)}</p>");
        return html.ToString();
    }

    private static string Verdict(RunReport report)
    {
        var sentences = VerdictText.Of(report);
        return $"<p class=\"lead\">{HtmlText.Prose(sentences[0])}</p>"
            + string.Concat(sentences.Skip(1).Select(s => $"<p>{HtmlText.Prose(s)}</p>"));
    }
}
