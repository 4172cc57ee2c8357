using System.Text;

namespace Ats.Analytics.Reports;

/// <summary>What the data was and what is wrong with it, stretch by stretch.</summary>
internal static class DataHtml
{
    private const int Limit = 60;

    public static string Table(RunReport report)
    {
        if (report.Sources.Count == 0) return "";
        var html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table class=\"cards sources\"><thead><tr><th scope=\"col\">Instrument</th><th scope=\"col\">Kind</th><th scope=\"col\" class=\"num\">Rows</th><th scope=\"col\">Span, UTC</th><th scope=\"col\">Gaps and oddities</th><th scope=\"col\">Source</th></tr></thead><tbody>");
        foreach (var s in report.Sources.Take(Limit))
        {
            html.Append($"<tr><th scope=\"row\">{HtmlText.Escape(s.Instrument)}</th><td data-label=\"Kind\">{HtmlText.Escape(s.Kind)}</td><td class=\"num\" data-label=\"Rows\">{HtmlText.Count(s.Rows)}</td><td class=\"row\" data-label=\"Span, UTC\">{HtmlText.Escape(s.Span)}</td>")
                .Append($"<td class=\"words row\" data-label=\"Gaps and oddities\">{(s.Oddities.Length > 0 ? HtmlText.Escape(s.Oddities) : "none found")}</td><td class=\"words row\" data-label=\"Source\">{HtmlText.Escape(s.Source)}</td></tr>");
        }

        html.Append("</tbody></table></div>");
        if (report.Sources.Count > Limit) html.Append($"<p class=\"muted\">{HtmlText.Count(report.Sources.Count - Limit)} more; <code>ats data check</code> lists them all.</p>");
        return html.ToString();
    }
}
