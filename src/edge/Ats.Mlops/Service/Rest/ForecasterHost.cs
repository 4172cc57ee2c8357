using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ats.Mlops.Service.Rest;

/// <summary>The forecaster on a port of its own, loopback only (<c>ats forecaster serve</c>).</summary>
public static class ForecasterHost
{
    /// <param name="port">0 = any free one.</param>
    public static WebApplication Build(Forecaster forecaster, ForecasterAccess access, int port, string prefix = "")
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Ats.Mlops", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 64 * 1024;
            k.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddForecaster(forecaster, access);
        builder.Services.AddProblemDetails(o => o.CustomizeProblemDetails = c =>
        {
            c.ProblemDetails.Detail ??= c.ProblemDetails.Status switch
            {
                StatusCodes.Status400BadRequest => "The body is not JSON of the form {\"symbol\": ..., \"reason\": ...}.",
                StatusCodes.Status404NotFound => "There is nothing at this address.",
                StatusCodes.Status405MethodNotAllowed => "This address does not take that method.",
                StatusCodes.Status413PayloadTooLarge => "The body is larger than 64 KiB.",
                StatusCodes.Status415UnsupportedMediaType => "A body must be application/json.",
                _ => null,
            };
        });
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.RefuseForeignRequests();
        app.MapForecaster(prefix);
        return app;
    }
}
