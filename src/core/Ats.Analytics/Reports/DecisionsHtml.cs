using System.Globalization;
using System.Text;
using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>"Why didn't it trade?": an arm's decisions counted, and the latest one by one with their reasons.</summary>
internal static class DecisionsHtml
{
    public static void Write(StringBuilder html, RunReport report, DecisionTally tally)
    {
        html.Append("<div class=\"groups\">");
        Counts(html, "Decisions by outcome", tally.ByOutcome.OrderByDescending(p => p.Value).Select(p => (HtmlText.Words(p.Key.ToString()), p.Value)), "No decision was recorded.");
        Counts(html, "Refused by our risk gate", tally.Denials.Where(p => p.Key != DenialCode.None).OrderByDescending(p => p.Value).Select(p => (HtmlText.Words(p.Key.ToString()), p.Value)), "Nothing was refused.");
        if (tally.Reasons.Count > 0) Counts(html, "Most frequent reasons", tally.Reasons.Select(r => (HtmlText.Open(r.Reason), r.Count)), "");
        html.Append("</div>");
        if (tally.Latest.Count > 0) Latest(html, report, tally.Latest);
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

    private static void Latest(StringBuilder html, RunReport report, IReadOnlyList<Decision> latest)
    {
        html.Append($"<details class=\"as-table\"><summary>Why: the last {HtmlText.Count(latest.Count, "decision")}, newest first</summary><div class=\"scroll\" tabindex=\"0\"><table><thead><tr>")
            .Append("<th scope=\"col\">Time</th><th scope=\"col\">Instrument</th><th scope=\"col\" class=\"num\">Signal</th><th scope=\"col\" class=\"num\">Target</th><th scope=\"col\" class=\"num\">Held</th><th scope=\"col\" class=\"num\">Edge, bp</th><th scope=\"col\" class=\"num\">Cost, bp</th><th scope=\"col\" class=\"num\">Forecast, bp</th><th scope=\"col\">Outcome</th><th scope=\"col\">Reason</th></tr></thead><tbody>");
        foreach (var d in latest.Reverse())
        {
            html.Append($"<tr><td>{HtmlText.Moment(d.Time)}</td><td>{HtmlText.Escape(Name(report, d.Instrument))}</td>")
                .Append($"<td class=\"num\">{(double.IsFinite(d.Level) ? d.Level.ToString("0.##", CultureInfo.InvariantCulture) : "hold")}</td>")
                .Append($"<td class=\"num\">{d.Target}</td><td class=\"num\">{d.Position}</td>{Bps(d.EdgeBps)}{Bps(d.CostBps)}{Bps(d.HorizonNanoseconds == 0 ? double.NaN : d.ForecastBps)}<td>{Outcome(d)}</td><td class=\"words\">{HtmlText.Escape(d.Reason.ToString())}</td></tr>");
        }

        html.Append("</tbody></table></div></details>");
    }

    private static string Bps(double value) => double.IsFinite(value) ? string.Create(CultureInfo.InvariantCulture, $"<td class=\"num\">{value:0.##}</td>") : "<td class=\"num\"></td>";

    private static string Name(RunReport report, short instrument) =>
        instrument >= 0 && instrument < report.Instruments.Count ? report.Instruments[instrument] : instrument.ToString(CultureInfo.InvariantCulture);

    private static string Outcome(in Decision d) => d.Verdict.IsApproved
        ? HtmlText.Words(d.Outcome.ToString())
        : string.Create(CultureInfo.InvariantCulture, $"denied: {HtmlText.Words(d.Verdict.Code.ToString())}, {d.Verdict.Value:G6} against {d.Verdict.Threshold:G6}");
}
