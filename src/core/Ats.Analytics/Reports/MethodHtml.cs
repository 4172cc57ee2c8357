using System.Text;

namespace Ats.Analytics.Reports;

/// <summary>How the numbers came about and how to get them again.</summary>
internal static class MethodHtml
{
    public static string Html(RunReport report)
    {
        var html = new StringBuilder("<dl class=\"method\">");
        Entry(html, "Data", Paragraphs([report.DataDescription, .. report.DataNotes]) + DataHtml.Table(report));
        Entry(html, "Fills", Paragraphs([report.FillModel]));
        Entry(html, "Costs", Paragraphs(report.Costs));
        Entry(html, "Latency", Paragraphs([report.Latency]));
        Entry(html, "Statistics", Paragraphs([
            "Computed from the journal's fills, round trips and equity samples alone. Round trips count net of fees and funding; open positions are marked, and count in equity but not as round trips.",
            "Below n = 30 an estimate is \"insufficient data\"; a ratio that is infinite or undefined is \"n/a\", never 0.",
            "Gross curves add back the fees paid so far and the funding of round trips closed so far."]));
        Entry(html, "Books", Books(report));
        Entry(html, "Data hash", Code(report.DataHash));
        Entry(html, "State hash", Code(report.StateHash));
        Entry(html, "Seed", Code(report.Seed.ToString()));
        Entry(html, "Version", $"{Code(report.Version)} commit {Code(report.Commit)}");
        Entry(html, "Recompute", $"<pre><code>{HtmlText.Escape(report.CommandLine)}</code></pre><p class=\"muted\">Same data, seed and commit give the same state hash.</p>");
        return html.Append("</dl>").ToString();
    }

    private static void Entry(StringBuilder html, string name, string value) =>
        html.Append($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static string Books(RunReport report)
    {
        if (report.Checks.Count == 0) return "<p class=\"muted\">not checked</p>";
        var rows = report.Checks.Select(c => $"<li class=\"{(c.Held ? "held" : "broken")}\"><strong>{(c.Held ? "holds" : "BROKEN")}</strong> {HtmlText.Escape(c.Rule)}{(c.Detail.Length > 0 ? $" <span class=\"muted\">{HtmlText.Escape(c.Detail)}</span>" : "")}</li>");
        return $"<ul class=\"checks\">{string.Concat(rows)}</ul>";
    }

    private static string Paragraphs(IEnumerable<string> sentences)
    {
        var text = string.Concat(sentences.Where(s => s.Length > 0).Select(s => $"<p>{HtmlText.Escape(s)}</p>"));
        return text.Length == 0 ? "<p class=\"muted\">not stated</p>" : text;
    }

    private static string Code(string text) => text.Length == 0 ? "<span class=\"muted\">not stated</span>" : $"<code>{HtmlText.Escape(text)}</code>";
}
