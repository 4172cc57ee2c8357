using System.Text;

namespace Ats.Analytics.Reports;

/// <summary>One arm in full: words, parameters, every statistic with its definition, and where its round trips go.</summary>
internal static class ArmHtml
{
    public static string Section(RunReport report, ArmReport arm, int index, SeriesStyle style)
    {
        var s = arm.Statistics;
        var kind = arm.Description.Kind == ArmKind.Ai ? "AI" : HtmlText.Words(arm.Description.Kind.ToString());
        var html = new StringBuilder();
        html.Append($"<details class=\"arm\" id=\"arm-{index}\"><summary>{style.Swatch}<span class=\"arm-name\">{HtmlText.Escape(arm.Name)}</span>")
            .Append($"<span class=\"muted\">{kind}</span><span class=\"arm-net {HtmlText.SignClass(s.NetReturn.Value)}\">{StatisticCatalog.Get("net-return").Write(s)}</span></summary>")
            .Append("<div class=\"arm-body\">");
        foreach (var warning in arm.Warnings) html.Append($"<p class=\"banner\">{HtmlText.Escape(warning)}</p>");
        html.Append($"<p>{HtmlText.Escape(arm.Description.Description)}</p>");
        Parameters(html, arm);
        Money(html, report, s);
        Statistics(html, s);
        DecisionsHtml.Write(html, report, arm.Decisions);
        html.Append($"<h4>Round trips</h4><div class=\"trades\" data-arm=\"{index}\"><p class=\"muted\">{RoundTripNote(arm)}</p></div>")
            .Append("</div></details>");
        return html.ToString();
    }

    private static void Parameters(StringBuilder html, ArmReport arm)
    {
        html.Append($"<p class=\"parameters\"><code>{HtmlText.Escape(arm.Description.Strategy)}</code>");
        foreach (var (name, value) in arm.Description.Parameters)
            html.Append($" <span class=\"chip\">{HtmlText.Escape(name)} = {HtmlText.Escape(value)}</span>");
        html.Append("</p>");
    }

    private static void Money(StringBuilder html, RunReport report, ArmStatistics s)
    {
        html.Append("<dl class=\"flow\">");
        Step(html, "Net PnL", "net-pnl", HtmlText.SignedMoney(s.NetPnl));
        Step(html, "Final equity", "final-equity", HtmlText.Money(s.FinalEquity));
        Step(html, "Orders", "order", HtmlText.Count(s.Orders));
        Step(html, "Fills", "fill", HtmlText.Count(s.Fills));
        Step(html, "Round trips", "round-trip", HtmlText.Count(s.RoundTrips));
        html.Append($"</dl><p class=\"muted\">{HtmlText.Escape(report.QuoteAsset)}, starting from {HtmlText.Money(s.StartingCapital)}. ")
            .Append($"{HtmlText.Count(s.Periods, "return period")} of {DurationText.Of(s.PeriodNanoseconds / 1e9)}.</p>");
    }

    private static void Step(StringBuilder html, string name, string key, string value) =>
        html.Append($"<div><dt><a href=\"#def-{key}\">{name}</a></dt><dd>{value}</dd></div>");

    private static void Statistics(StringBuilder html, ArmStatistics s)
    {
        html.Append("<div class=\"groups\">");
        foreach (var group in StatisticCatalog.All.GroupBy(d => d.Group))
        {
            html.Append($"<section><h4>{group.Key}</h4><dl class=\"stats\">");
            foreach (var d in group)
            {
                html.Append($"<div><dt><a href=\"#def-{d.Key}\" title=\"{HtmlText.Escape(d.Definition)}\">{HtmlText.Escape(d.Name)}</a></dt>")
                    .Append($"<dd{(d.Of(s).IsKnown ? "" : " class=\"none\"")}>{HtmlText.Escape(Value(d, s))}</dd></div>");
            }

            if (group.Key == "Round trips")
            {
                html.Append("<div><dt><a href=\"#def-streaks\" title=\"Longest runs of winning and of losing round trips\">Longest streaks</a></dt>")
                    .Append($"<dd>{s.Streaks.LongestWinning} won, {s.Streaks.LongestLosing} lost</dd></div>");
            }

            html.Append("</dl></section>");
        }

        html.Append("</div>");
    }

    private static string Value(StatisticDefinition definition, ArmStatistics s) => definition.Key == "hit-rate" && s.HitRateInterval.IsKnown
        ? $"{definition.Write(s)} [{definition.Write(s.HitRateInterval.Low)}, {definition.Write(s.HitRateInterval.High)}]"
        : definition.Write(s);

    private static string RoundTripNote(ArmReport arm)
    {
        var all = arm.Statistics.RoundTrips;
        return all == 0 ? "No round trip was closed." : HtmlText.Count(all, "round trip") + ".";
    }
}
