using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ats.Edge.Tests.MarketData.Download;

/// <summary>Serves files from memory with ETags and ranges on loopback; can break off.</summary>
internal sealed class TradeFileServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TradeFileServer(WebApplication app) => _app = app;

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Answers left that break off half-way.</summary>
    public int Breaks { get; set; }

    /// <summary>Path and first byte of every request.</summary>
    public List<(string Path, long From)> Requests { get; } = [];

    public Uri Address { get; private set; } = null!;

    public static async Task<TradeFileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var server = new TradeFileServer(builder.Build());
        server._app.Run(server.ServeAsync);
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.First() + "/");
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var range = context.Request.GetTypedHeaders().Range?.Ranges.First().From ?? 0;
        Requests.Add((path, range));
        if (!Files.TryGetValue(path, out var file))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var etag = $"\"{file.Length}\"";
        var from = context.Request.Headers.IfRange == etag ? (int)range : 0;
        context.Response.Headers.ETag = etag;
        if (from > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{file.Length - 1}/{file.Length}");
        }

        context.Response.ContentLength = file.Length - from;
        var breaks = Breaks > 0;
        if (breaks) Breaks--;
        var send = breaks ? (file.Length - from) / 2 : file.Length - from;
        await context.Response.Body.WriteAsync(file.AsMemory(from, send));
        // What was promised and does not come makes the server close the connection.
        await context.Response.Body.FlushAsync();
    }
}
