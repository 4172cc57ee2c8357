using System.Globalization;

namespace Ats.Analytics.Reports;

/// <summary>The run in four numbers.</summary>
internal static class RunTiles
{
    public static string Html(RunReport report)
    {
        var trips = report.Arms.Sum(a => (long)a.Statistics.RoundTrips);
        var fills = report.Arms.Sum(a => a.Statistics.Fills);
        var fees = report.Arms.Sum(a => a.Statistics.Fees);
        var rate = report.EngineSeconds > 0 && report.Events > 0
            ? (report.Events / report.EngineSeconds / 1e6).ToString("#,0.##", CultureInfo.InvariantCulture) + " million events a second"
            : "";
        return Tile("Span", DurationText.Of((report.To - report.From) / 1e9), $"{HtmlText.Count(report.Bars, "bar")}, {HtmlText.Count(report.Events, "event")}")
            + Tile("Round trips", HtmlText.Count(trips), HtmlText.Count(fills, "fill") + ", all arms")
            + Tile("Fees", HtmlText.Money(fees) + " " + report.QuoteAsset, "all arms together")
            + Tile("Engine", DurationText.Of(report.EngineSeconds), rate);
    }

    private static string Tile(string name, string value, string note) =>
        $"<div class=\"tile\"><dt>{name}</dt><dd>{HtmlText.Escape(value)}<small>{HtmlText.Escape(note)}</small></dd></div>";
}
