using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Ats.Mlops.Service.Rest;

/// <summary>The forecaster's REST service, to be put into any host.</summary>
public static class ForecasterApi
{
    /// <summary>Name of its OpenAPI document, which is also at PREFIX/openapi.json.</summary>
    public const string DocumentName = "forecaster";

    /// <param name="services">Of the host.</param>
    /// <param name="forecaster">To be served; a hosted service lets its time pass.</param>
    /// <param name="access">Who may command.</param>
    public static IServiceCollection AddForecaster(this IServiceCollection services, Forecaster forecaster, ForecasterAccess access)
    {
        services.AddSingleton(forecaster).AddSingleton(access).AddHostedService<ForecasterClock>();
        services.ConfigureHttpJsonOptions(o =>
        {
            if (!o.SerializerOptions.Converters.Any(c => c is JsonStringEnumConverter)) o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        services.AddProblemDetails();
        services.AddOpenApi(DocumentName, o => o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "ATS forecaster";
            document.Info.Version = "v1";
            document.Info.Description = "Predicts every second the price of each instrument 15 s ahead (and at other horizons), scores itself, retrains and rolls back on its own. Times are ISO-8601 UTC; returns are log returns in basis points.";
            document.Servers = [];
            return Task.CompletedTask;
        }));
        return services;
    }

    /// <param name="app">Where it is put.</param>
    /// <param name="prefix">Before all its paths: <c>/forecaster</c> beside a site, empty on a port of its own.</param>
    public static RouteGroupBuilder MapForecaster(this IEndpointRouteBuilder app, string prefix = "")
    {
        var all = app.MapGroup(prefix).WithGroupName(DocumentName).WithTags("forecaster");
        var v1 = all.MapGroup("/v1");
        v1.MapPredictions();
        v1.MapModels();
        v1.MapLoop();
        v1.MapQuality();
        var commands = all.MapGroup("/v1").AddEndpointFilter(OperatorsOnly);
        commands.MapModelCommands();
        commands.MapLoopCommands(prefix);
        all.MapForecasterHealth();
        all.MapForecasterMetrics();
        all.MapGet("/openapi.json", Document).ExcludeFromDescription();
        return all;
    }

    private static async ValueTask<object?> OperatorsOnly(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var access = call.HttpContext.RequestServices.GetRequiredService<ForecasterAccess>();
        return access.IsOperator(call.HttpContext) ? await next(call) : TypedResults.Problem(access.Requirement, statusCode: StatusCodes.Status401Unauthorized);
    }

    private static async Task Document(HttpContext context, [FromKeyedServices(DocumentName)] IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync(context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var memory = new MemoryStream();
        await document.SerializeAsJsonAsync(memory, OpenApiSpecVersion.OpenApi3_1, context.RequestAborted);
        await context.Response.Body.WriteAsync(memory.GetBuffer().AsMemory(0, (int)memory.Length), context.RequestAborted);
    }
}
