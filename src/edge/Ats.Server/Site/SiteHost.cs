using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ats.Server.Api;
using Ats.Server.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scalar.AspNetCore;

namespace Ats.Server.Site;

/// <summary>Puts a contest on the web: the API, the live hub, the site's files, health and metrics. Loopback only.</summary>
public static class SiteHost
{
    /// <param name="contest">The running contest.</param>
    /// <param name="token">Of operators' commands.</param>
    /// <param name="time">For the publisher.</param>
    /// <param name="siteFolder">Folder of the built site; where it is missing, the API works without.</param>
    public static WebApplication Build(IContest contest, OperatorToken token, TimeProvider time, string siteFolder)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Ats.Server", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        // A client that asks for what is not there is its own affair, and must not fill our log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 64 * 1024;
            k.Listen(IPAddress.Loopback, contest.Settings.Port);
        });
        builder.Services.AddSingleton(contest).AddSingleton(token).AddSingleton(time).AddSingleton<TopicBoard>();
        builder.Services.AddHostedService<TopicPublisher>();
        builder.Services.Configure<JsonOptions>(o => Configure(o.SerializerOptions));
        builder.Services.AddResponseCompression(o => o.MimeTypes = ResponseCompressionDefaults.MimeTypes.Append("image/svg+xml"));
        builder.Services.AddSignalR(o => o.KeepAliveInterval = TimeSpan.FromSeconds(5)).AddJsonProtocol(o => Configure(o.PayloadSerializerOptions));
        builder.Services.AddProblemDetails(o => o.CustomizeProblemDetails = c =>
        {
            if (c.Exception is BadHttpRequestException bad) c.ProblemDetails.Detail = BadRequestWords.Of(bad);
            if (c.ProblemDetails is { Status: StatusCodes.Status404NotFound, Detail: null }) c.ProblemDetails.Detail = "There is nothing at this address.";
        });
        // What could not be read is told as an exception, so that the answer can say what it was.
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.AddExceptionHandler(o =>
        {
            o.StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
            o.SuppressDiagnosticsCallback = c => c.Exception is BadHttpRequestException;
        });
        builder.Services.AddOpenApi(Describe);
        var app = builder.Build();
        app.Use(SecurityHeaders.Apply);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<RequestGuard>();
        app.UseResponseCompression();
        Map(app);
        SiteFiles.Serve(app, siteFolder);
        return app;
    }

    private static void Map(WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapRead();
        api.MapGroup("/operator").MapOperator();
        app.MapHealth();
        app.MapMetrics();
        app.MapHub<LiveHub>(LiveHub.Path);
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", o => o.WithTitle("ATS API").DisableDefaultFonts());
    }

    private static void Configure(JsonSerializerOptions json)
    {
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Converters.Add(new DecimalText());
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    private static void Describe(OpenApiOptions options)
    {
        options.AddSchemaTransformer(DecimalSchema.Apply);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "ATS";
            document.Info.Version = "v1";
            document.Info.Description = "Decimals are strings; times are ISO-8601 UTC, or milliseconds where the name ends in Ms.";
            document.Servers = []; // Where it was asked for: the document is the same everywhere.
            return Task.CompletedTask;
        });
    }
}
