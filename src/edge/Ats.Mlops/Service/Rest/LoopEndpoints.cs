using Ats.Mlops.Loop;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Ats.Mlops.Service.Rest;

/// <summary>The autonomous loop and its trainings.</summary>
internal static class LoopEndpoints
{
    public static void MapLoop(this RouteGroupBuilder api)
    {
        api.MapGet("/loop", (Forecaster f) => TypedResults.Ok(All(f))).WithSummary("How the loops stand.");
        api.MapGet("/training-runs/{id}", Run).WithSummary("How a training run stands.").Produces<TrainingRunView>().ProducesProblem(404);
    }

    public static void MapLoopCommands(this RouteGroupBuilder api, string prefix)
    {
        api.MapPost("/loop:pause", (Forecaster f, string? symbol, [FromBody] CommandBody? body) => Each(f, symbol ?? body?.Symbol, l => l.Pause(body?.Reason ?? "no reason given")))
            .WithSummary("Predict on, and do nothing else.").Produces<LoopsView>().ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(507);
        api.MapPost("/loop:resume", (Forecaster f, string? symbol, [FromBody] CommandBody? body) => Each(f, symbol ?? body?.Symbol, l => l.Resume(body?.Reason ?? "no reason given")))
            .WithSummary("Go on where the loop was paused.").Produces<LoopsView>().ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(507);
        api.MapPost("/rollback", RollBack).WithSummary("Serve the version before the champion.").Refusals();
        api.MapPost("/training-runs", (Forecaster f, string? symbol, [FromBody] CommandBody? body) => Train(f, symbol ?? body?.Symbol, body, prefix))
            .WithSummary("Train now.").Produces<TrainingRunView>(202).ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(507);
    }

    private static LoopsView All(Forecaster forecaster)
    {
        var settings = forecaster.Instruments[0].Loop.Settings;
        return new LoopsView(settings.Profile, settings.Notice, forecaster.Notice, [.. forecaster.Instruments.Select(LoopView.Of)]);
    }

    private static IResult Each(Forecaster forecaster, string? symbol, Func<ForecastLoop, LoopStatus> act)
    {
        if (symbol is not null && forecaster.Find(symbol) is null) return Problems.UnknownSymbol(forecaster, symbol);
        return Problems.Try(() =>
        {
            foreach (var instrument in forecaster.Instruments.Where(i => symbol is null || i == forecaster.Find(symbol))) act(instrument.Loop);
            return TypedResults.Ok(All(forecaster));
        });
    }

    private static IResult RollBack(Forecaster forecaster, string? symbol, [FromBody] CommandBody? body) =>
        !Problems.TryFind(forecaster, symbol ?? body?.Symbol, out var found, out var problem) ? problem!
        : Problems.Try(() =>
        {
            found.Loop.RollBack(body?.Reason ?? "no reason given");
            return TypedResults.Ok(LoopView.Of(found));
        });

    private static IResult Train(Forecaster forecaster, string? symbol, CommandBody? body, string prefix) =>
        !Problems.TryFind(forecaster, symbol, out var found, out var problem) ? problem!
        : Problems.Try(() =>
        {
            var id = found.Loop.Train(body?.Reason ?? "no reason given");
            return TypedResults.Accepted($"{prefix}/v1/training-runs/{id}", View(forecaster, id));
        });

    private static IResult Run(Forecaster forecaster, string id) => Problems.Try(() => View(forecaster, id) is { } view
        ? TypedResults.Ok(view)
        : TypedResults.Problem($"There is no training run '{id}'.", statusCode: StatusCodes.Status404NotFound));

    private static TrainingRunView? View(Forecaster forecaster, string id)
    {
        if (forecaster.Runner.Find(id) is { } run) return TrainingRunView.Of(run);
        // Not begun yet: another one runs.
        return forecaster.Instruments.Select(i => i.Loop.Status).FirstOrDefault(s => s.RunId == id) is { } status
            ? new TrainingRunView(id, status.Symbol, status.Trigger ?? LoopTrigger.Operator, TrainingRunState.Queued, 0, "waits for another training to end", null, null, status.TrainedAt ?? status.Since, null, null)
            : null;
    }
}
