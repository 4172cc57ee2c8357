using System.Globalization;
using Ats.Forecasting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Ats.Mlops.Service.Rest;

/// <summary>The latest prediction, and a stream of them.</summary>
internal static class PredictionEndpoints
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public static void MapPredictions(this RouteGroupBuilder api)
    {
        api.MapGet("/predictions/{symbol}", Latest).WithSummary("The latest prediction at a horizon (15 s where none is given).")
            .Produces<PredictionView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        api.MapGet("/predictions/{symbol}/stream", Stream).WithSummary("Predictions as server-sent events, one a second.")
            .Produces<PredictionView>(200, "text/event-stream").ProducesProblem(400).ProducesProblem(404);
    }

    private static IResult Latest(Forecaster forecaster, string symbol, string? horizon)
    {
        if (forecaster.Find(symbol) is not { } found) return Problems.UnknownSymbol(forecaster, symbol);
        if (!TrySeconds(horizon, out var seconds)) return Problems.Bad($"horizon: '{horizon}' is not a number of seconds.");
        if (found.Service.Current is not { } current)
            return TypedResults.Problem($"Nothing was received of {found.Symbol} yet: there is no price to predict from.", statusCode: StatusCodes.Status503ServiceUnavailable);
        return current.Json(seconds) is { } json ? new JsonBytes(json) : NotPredicted(current, seconds);
    }

    private static async Task<IResult> Stream(Forecaster forecaster, IHostApplicationLifetime life, HttpContext context, string symbol, string? horizon)
    {
        if (forecaster.Find(symbol) is not { } found) return Problems.UnknownSymbol(forecaster, symbol);
        if (!TrySeconds(horizon, out var seconds)) return Problems.Bad($"horizon: '{horizon}' is not a number of seconds.");
        if (found.Service.Current is { } first && first.At(seconds) is null) return NotPredicted(first, seconds);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await Send(found.Service, seconds, context.Response, forecaster.Time, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The reader left, or we stop.
        }

        return TypedResults.Empty;
    }

    private static async Task Send(PredictionService service, int seconds, HttpResponse response, TimeProvider time, CancellationToken cancel)
    {
        long last = 0;
        await response.StartAsync(cancel);
        while (true)
        {
            // Taken before the look: what is published in between ends it.
            var next = service.Published;
            if (service.Current is { } current && current.Sequence != last)
            {
                last = current.Sequence;
                // A model promoted meanwhile may not predict the horizon: then there is nothing to say.
                if (current.Json(seconds) is { } json)
                {
                    await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {last}\nevent: prediction\ndata: "), cancel);
                    await response.Body.WriteAsync(json, cancel);
                    await response.WriteAsync("\n\n", cancel);
                    await response.Body.FlushAsync(cancel);
                }

                continue;
            }

            try
            {
                await next.WaitAsync(Silence, time, cancel);
            }
            catch (TimeoutException)
            {
                // So that both ends notice when the other is gone.
                await response.WriteAsync(": silence\n\n", cancel);
                await response.Body.FlushAsync(cancel);
            }
        }
    }

    private static bool TrySeconds(string? text, out int seconds)
    {
        seconds = ForecastHorizons.MainSeconds;
        return text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
    }

    private static IResult NotPredicted(Prediction current, int seconds) =>
        Problems.Bad($"horizon: {seconds} s is not predicted. There are: {string.Join(", ", current.Horizons.Select(h => h.HorizonSeconds))}.");
}
