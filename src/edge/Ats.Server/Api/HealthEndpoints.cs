using Ats.Server.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ats.Server.Api;

/// <summary><c>/healthz</c>: the process lives and its engine runs. <c>/readyz</c>: it trades on fresh data with equal books, and says what is wrong where not.</summary>
internal static class HealthEndpoints
{
    private const double StaleMilliseconds = 10_000;
    private const double SkewMilliseconds = 1000;
    private const long JournalLag = 100_000;

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", (IContest c) => c.Status().Fault is { } fault
            ? Results.Json(new { status = "failed", problems = new[] { fault } }, statusCode: 503)
            : Results.Json(new { status = "ok", problems = Array.Empty<string>() }));
        app.MapGet("/readyz", (IContest c) =>
        {
            var problems = Problems(c);
            return Results.Json(new { status = problems.Count == 0 ? "ready" : "not ready", problems }, statusCode: problems.Count == 0 ? 200 : 503);
        });
    }

    private static List<string> Problems(IContest contest)
    {
        var status = contest.Status();
        var problems = new List<string>();
        if (status.Fault is { } fault) problems.Add(fault);
        if (!status.IsTrading) problems.Add("Trading has not begun: warming up.");
        foreach (var feed in status.Feeds)
        {
            if (feed.State != "connected") problems.Add($"Connection {feed.Name} is {feed.State}.");
            else if (feed.Name == "public" && feed.AgeMilliseconds > StaleMilliseconds) problems.Add($"Market data is {feed.AgeMilliseconds:0} ms old.");
        }

        if (Math.Abs(status.Clock.OffsetMilliseconds ?? 0) > SkewMilliseconds) problems.Add($"Our clock is {status.Clock.OffsetMilliseconds:0} ms off the exchange's.");
        if (status.Journal.Lag > JournalLag) problems.Add($"The journal lags by {status.Journal.Lag:N0} entries.");
        if (!status.Reconciliation.IsEqual) problems.Add($"Books differ from the exchange's: {string.Join("; ", status.Reconciliation.Differences.Select(d => $"{d.What} of {d.Of}: ours {d.Ours}, theirs {d.Theirs}"))}.");
        return problems;
    }
}
