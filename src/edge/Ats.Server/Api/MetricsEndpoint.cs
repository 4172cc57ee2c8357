using System.Globalization;
using System.Text;
using Ats.Server.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ats.Server.Api;

/// <summary><c>/metrics</c> in Prometheus' text format.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapGet("/metrics", (IContest c) => Results.Text(Text(c), "text/plain; version=0.0.4; charset=utf-8"));

    private static string Text(IContest contest)
    {
        var text = new StringBuilder();
        var status = contest.Status();
        One(text, "ats_engine_inputs_total", "counter", "Inputs the engine has taken.", status.Engine.Inputs);
        One(text, "ats_engine_queue", "gauge", "Inputs waiting.", status.Engine.Waiting);
        One(text, "ats_engine_up", "gauge", "1 while the engine runs.", status.Fault is null ? 1 : 0);
        One(text, "ats_trading", "gauge", "1 once trading has begun.", status.IsTrading ? 1 : 0);
        One(text, "ats_journal_lag_entries", "gauge", "Entries appended and not yet durable.", status.Journal.Lag);
        One(text, "ats_reconciliation_differences", "gauge", "Differences between our books and the exchange's.", status.Reconciliation.Differences.Count);
        if (status.Clock.OffsetMilliseconds is { } offset) One(text, "ats_clock_offset_seconds", "gauge", "The exchange's clock minus ours.", offset / 1000);
        Many(text, "ats_feed_age_seconds", "gauge", "Age of a connection's last message.", status.Feeds.Where(f => f.AgeMilliseconds is not null).Select(f => (Label("feed", f.Name), f.AgeMilliseconds!.Value / 1000)));
        Many(text, "ats_feed_up", "gauge", "1 while connected.", status.Feeds.Select(f => (Label("feed", f.Name), f.State == "connected" ? 1.0 : 0)));
        var arms = contest.View?.Arms ?? [];
        Many(text, "ats_arm_equity", "gauge", "Mark-to-market equity, quote units.", arms.Select(a => (Label("arm", a.Name), a.Equity)));
        Many(text, "ats_arm_fees_total", "counter", "Fees paid, quote units.", arms.Select(a => (Label("arm", a.Name), (double)a.Fees)));
        Many(text, "ats_arm_fills_total", "counter", "Executions.", arms.Select(a => (Label("arm", a.Name), (double)a.Fills)));
        Many(text, "ats_arm_denials_total", "counter", "Orders our risk gate denied.", arms.Select(a => (Label("arm", a.Name), (double)a.Denials)));
        Many(text, "ats_arm_rejections_total", "counter", "Orders the exchange rejected.", arms.Select(a => (Label("arm", a.Name), (double)a.Rejections)));
        return text.ToString();
    }

    private static string Label(string name, string value) => $"{name}=\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"";

    private static void One(StringBuilder text, string name, string type, string help, double value) => Many(text, name, type, help, [("", value)]);

    private static void Many(StringBuilder text, string name, string type, string help, IEnumerable<(string Labels, double Value)> values)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var (labels, value) in values)
        {
            text.Append(name);
            if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
    }
}
