using System.Text;

namespace Ats.Analytics.Reports;

/// <summary>Every statistic's definition and source, linked to from each number.</summary>
internal static class GlossaryHtml
{
    public static string Html()
    {
        var html = new StringBuilder("<dl class=\"glossary\">");
        foreach (var d in StatisticCatalog.All) Entry(html, d.Key, d.Name, d.Definition, d.Source);
        Entry(html, "streaks", "Longest streaks", "Longest runs of consecutive winning and losing round trips, net, in order of closing.", "");
        Entry(html, "round-trip", "Round trip", "A position's life from flat to flat; a flip closes one and opens another.", "");
        return html.Append("</dl>").ToString();
    }

    private static void Entry(StringBuilder html, string key, string name, string definition, string source)
    {
        html.Append($"<div id=\"def-{key}\"><dt>{HtmlText.Escape(name)}</dt><dd>{HtmlText.Escape(definition)}");
        if (source.Length > 0) html.Append($" <cite>{HtmlText.Escape(source)}</cite>");
        html.Append("</dd></div>");
    }
}
