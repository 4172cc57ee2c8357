using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ats.Server.Api;
using Ats.Server.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
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
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 64 * 1024;
            k.Listen(IPAddress.Loopback, contest.Settings.Port);
        });
        builder.Services.AddSingleton(contest).AddSingleton(token).AddSingleton(time).AddSingleton<TopicBoard>();
        builder.Services.AddHostedService<TopicPublisher>();
        builder.Services.Configure<JsonOptions>(o => Configure(o.SerializerOptions));
        builder.Services.AddSignalR().AddJsonProtocol(o => Configure(o.PayloadSerializerOptions));
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<RequestGuard>();
        app.Use(SecurityHeaders);
        Map(app);
        ServeSite(app, siteFolder);
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

    private static void ServeSite(WebApplication app, string folder)
    {
        if (!Directory.Exists(folder)) return;
        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        app.MapFallbackToFile("index.html", new StaticFileOptions { FileProvider = files });
    }

    private static void Configure(JsonSerializerOptions json)
    {
        json.Converters.Add(new DecimalText());
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        if (!context.Request.Path.StartsWithSegments("/docs"))
            headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
        return next(context);
    }
}
