using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ats.Mlops.Service.Rest;

/// <summary><c>/healthz</c>: the process lives, its loops step, and the market they learn from is recorded. <c>/readyz</c>: every instrument is predicted from fresh data (by the random walk, where need be).</summary>
internal static class ForecasterHealth
{
    public static void MapForecasterHealth(this RouteGroupBuilder app)
    {
        app.MapGet("/healthz", (Forecaster f) => Answer("ok", "failed", Faults(f))).WithSummary("The loops can step.").Produces<HealthView>().Produces<HealthView>(503);
        app.MapGet("/readyz", (Forecaster f) => Answer("ready", "not ready", [.. Faults(f), .. Gaps(f)])).WithSummary("Every instrument is predicted from fresh data.").Produces<HealthView>().Produces<HealthView>(503);
    }

    private static IResult Answer(string good, string bad, IReadOnlyList<string> problems) =>
        Results.Json(new HealthView(problems.Count == 0 ? good : bad, problems), statusCode: problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static List<string> Faults(Forecaster forecaster) =>
        [.. forecaster.Fault is { } fault ? [fault] : Array.Empty<string>(), .. forecaster.Instruments.Where(i => i.Loop.Fault is not null).Select(i => $"{i.Symbol}: the loop cannot step: {i.Loop.Fault}")];

    private static IEnumerable<string> Gaps(Forecaster forecaster) => forecaster.Instruments.Select(i => i.Service.Current switch
    {
        null => $"{i.Symbol}: nothing was received yet.",
        { State: PredictionState.Stale } stale => $"{i.Symbol}: nothing was received since {stale.AsOf}.",
        _ => "",
    }).Where(p => p.Length > 0);
}
