using System.Text;
using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>One arm in full: words, parameters, every statistic with its definition, decisions, and where its round trips go.</summary>
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
        Decisions(html, arm.Decisions);
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
        Step(html, "Gross", HtmlText.SignedMoney(s.GrossPnl));
        Step(html, "Fees", HtmlText.SignedMoney(-s.Fees));
        Step(html, "Funding", HtmlText.SignedMoney(-s.Funding));
        Step(html, "Net", HtmlText.SignedMoney(s.NetPnl));
        Step(html, "Final equity", HtmlText.Money(s.FinalEquity));
        html.Append($"</dl><p class=\"muted\">{HtmlText.Escape(report.QuoteAsset)}, starting from {HtmlText.Money(s.StartingCapital)}. ")
            .Append($"{HtmlText.Count(s.Orders, "order")}, {HtmlText.Count(s.Fills, "fill")}, {HtmlText.Count(s.RoundTrips, "round trip")}; ")
            .Append($"{HtmlText.Count(s.Periods, "return period")} of {DurationText.Of(s.PeriodNanoseconds / 1e9)}.</p>");
    }

    private static void Step(StringBuilder html, string name, string value) =>
        html.Append($"<div><dt>{name}</dt><dd>{value}</dd></div>");

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

    private static void Decisions(StringBuilder html, DecisionTally tally)
    {
        html.Append("<div class=\"groups\">");
        Counts(html, "Decisions by outcome", tally.ByOutcome.OrderByDescending(p => p.Value).Select(p => (HtmlText.Words(p.Key.ToString()), p.Value)), "No decision was recorded.");
        Counts(html, "Refused by our risk gate", tally.Denials.Where(p => p.Key != DenialCode.None).OrderByDescending(p => p.Value).Select(p => (HtmlText.Words(p.Key.ToString()), p.Value)), "Nothing was refused.");
        if (tally.Reasons.Count > 0) Counts(html, "Most frequent reasons", tally.Reasons.Select(r => (r.Reason, r.Count)), "");
        html.Append("</div>");
    }

    private static void Counts(StringBuilder html, string title, IEnumerable<(string Name, long Count)> counts, string empty)
    {
        var rows = counts.ToList();
        html.Append($"<section><h4>{title}</h4>");
        if (rows.Count == 0) html.Append($"<p class=\"muted\">{empty}</p>");
        else html.Append("<dl class=\"stats\">");
        foreach (var (name, count) in rows) html.Append($"<div><dt>{HtmlText.Escape(name)}</dt><dd>{HtmlText.Count(count)}</dd></div>");
        html.Append(rows.Count == 0 ? "</section>" : "</dl></section>");
    }

    private static string RoundTripNote(ArmReport arm)
    {
        var all = arm.Statistics.RoundTrips;
        return all == 0 ? "No round trip was closed." : HtmlText.Count(all, "round trip") + ".";
    }
}
