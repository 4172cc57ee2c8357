using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ats.Edge.Tests.Server.Forecasts;

/// <summary>Plays a forecaster on a free port of loopback: the test writes each stream's lines, cuts it, and says what other documents hold.</summary>
internal sealed class ForecasterPlayer : IAsyncDisposable
{
    private const string Cut = "cut";

    private readonly WebApplication _app;
    private readonly Channel<(string Symbol, int Horizon, ChannelWriter<string> Lines)> _connected = Channel.CreateUnbounded<(string, int, ChannelWriter<string>)>();
    private readonly CancellationTokenSource _stop = new();

    private ForecasterPlayer(WebApplication app, IReadOnlyList<int> horizons)
    {
        _app = app;
        app.MapGet("/v1/predictions/{symbol}/stream", async (string symbol, int horizon, HttpContext context) =>
        {
            if (!horizons.Contains(horizon))
            {
                context.Response.StatusCode = 400;
                return;
            }

            var lines = Channel.CreateUnbounded<string>();
            context.Response.ContentType = "text/event-stream";
            await context.Response.StartAsync(_stop.Token);
            await context.Response.Body.FlushAsync(_stop.Token);
            _connected.Writer.TryWrite((symbol, horizon, lines.Writer));
            await Play(context, lines.Reader);
        });
        app.MapFallback(async context =>
        {
            context.Response.StatusCode = Documents.TryGetValue(context.Request.Path, out var text) ? 200 : 404;
            await context.Response.WriteAsync(text ?? "");
        });
    }

    /// <summary>Other answers, by path.</summary>
    public ConcurrentDictionary<string, string> Documents { get; } = new();

    public Uri Address => new(_app.Urls.First());

    public static async Task<ForecasterPlayer> Start(params int[] horizons)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var player = new ForecasterPlayer(builder.Build(), horizons);
        await player._app.StartAsync();
        return player;
    }

    /// <summary>The next connection's lines.</summary>
    public async Task<ChannelWriter<string>> Connected(int horizon = 15, string symbol = "BTCUSDT")
    {
        while (true)
        {
            var next = await _connected.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (next.Horizon == horizon && next.Symbol == symbol) return next.Lines;
        }
    }

    public static void CutOff(ChannelWriter<string> lines) => lines.TryWrite(Cut);

    /// <summary>A prediction as the forecaster writes it; seconds are counted from the moment given.</summary>
    public static string Prediction(DateTimeOffset asOf, double validSeconds = 2, int horizon = 15, string symbol = "BTCUSDT", string state = "ok", string source = "model", double meanBps = 1.5) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""data: {"symbol":"{{symbol}}","horizonSeconds":{{horizon}},"asOf":"{{asOf:O}}","validUntil":"{{asOf.AddSeconds(validSeconds):O}}","mid":60000.5,"price":60009.5,"meanBps":{{meanBps}},"sigmaBps":4,"quantiles":[{"level":0.05,"bps":-5,"price":1},{"level":0.1,"bps":-3,"price":1},{"level":0.5,"bps":1,"price":1},{"level":0.9,"bps":6,"price":1},{"level":0.95,"bps":8,"price":1}],"pUp":0.62,"interval90":{"lowBps":-5,"highBps":8,"low":1,"high":2},"model":{"name":"lstm","version":"v0007","alias":"champion"},"source":"{{source}}","state":"{{state}}","featureHash":"00","latencyMicroseconds":12.5,"sequence":3,"new":"unknown"}""");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private async Task Play(HttpContext context, ChannelReader<string> lines)
    {
        try
        {
            while (true)
            {
                var line = await lines.ReadAsync(_stop.Token);
                if (line == Cut)
                {
                    context.Abort();
                    return;
                }

                await context.Response.WriteAsync(line + "\n\n", _stop.Token);
                await context.Response.Body.FlushAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
