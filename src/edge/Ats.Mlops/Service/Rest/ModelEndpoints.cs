using Ats.Mlops.Loop;
using Ats.Mlops.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Ats.Mlops.Service.Rest;

/// <summary>The registry: what there is, in words, and who plays which part.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this RouteGroupBuilder api)
    {
        api.MapGet("/models", List).WithSummary("All versions, newest first.").Produces<ModelsView>().ProducesProblem(404);
        api.MapGet("/models/{version}", One).WithSummary("A version, by its name, its alias or 'latest'.").Produces<ModelView>().ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/models/{version}/card", Card).WithSummary("A version in words.").Produces<string>(200, "text/markdown").ProducesProblem(404).ProducesProblem(409);
    }

    public static void MapModelCommands(this RouteGroupBuilder api)
    {
        api.MapPost("/models/{version}:shadow", (Forecaster f, string version, string? symbol, [FromBody] CommandBody? body) => Command(f, version, symbol, body, (l, v, why) => l.Shadow(v, why)))
            .WithSummary("Let a version step beside the champion and be judged live.").Refusals();
        api.MapPost("/models/{version}:promote", (Forecaster f, string version, string? symbol, [FromBody] CommandBody? body) => Command(f, version, symbol, body, (l, v, why) => l.Promote(v, why)))
            .WithSummary("Serve a version, whatever the gates say.").Refusals();
        api.MapPost("/models/{version}:reject", (Forecaster f, string version, string? symbol, [FromBody] CommandBody? body) => Command(f, version, symbol, body, (l, v, why) => l.Reject(v, why)))
            .WithSummary("Mark a version as not to be served.").Refusals();
    }

    internal static void Refusals(this RouteHandlerBuilder route) =>
        route.Produces<LoopView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(507);

    private static IResult List(Forecaster forecaster, string? symbol) => Problems.Try(() =>
    {
        if (symbol is not null && forecaster.Find(symbol) is null) return Problems.UnknownSymbol(forecaster, symbol);
        var models = new List<ModelView>();
        var ignored = new List<IgnoredView>();
        foreach (var instrument in forecaster.Instruments.Where(i => symbol is null || i == forecaster.Find(symbol)))
        {
            var aliases = instrument.Registry.Aliases();
            var listing = instrument.Registry.List();
            models.AddRange(listing.Versions.Reverse().Select(m => ModelView.Of(m, aliases)));
            ignored.AddRange(listing.Ignored.Select(e => new IgnoredView(instrument.Symbol, Path.GetRelativePath(instrument.Registry.Root, e.File), e.Reason)));
        }

        return TypedResults.Ok(new ModelsView(models, ignored));
    });

    private static IResult One(Forecaster forecaster, string version, string? symbol) =>
        !Problems.TryFind(forecaster, symbol, out var found, out var problem) ? problem!
        : Problems.Try(() => TypedResults.Ok(ModelView.Of(found.Registry.Manifest(found.Registry.Resolve(version)), found.Registry.Aliases())));

    private static IResult Card(Forecaster forecaster, string version, string? symbol) =>
        !Problems.TryFind(forecaster, symbol, out var found, out var problem) ? problem!
        : Problems.Try(() => TypedResults.Bytes(found.Registry.ReadFile(found.Registry.Resolve(version), ModelFileNames.Card), "text/markdown; charset=utf-8"));

    private static IResult Command(Forecaster forecaster, string version, string? symbol, CommandBody? body, Action<ForecastLoop, string, string> act)
    {
        if (!Problems.TryFind(forecaster, symbol ?? body?.Symbol, out var found, out var problem)) return problem!;
        return Problems.Try(() =>
        {
            act(found.Loop, found.Registry.Resolve(version), body?.Reason ?? "no reason given");
            return TypedResults.Ok(LoopView.Of(found));
        });
    }
}
