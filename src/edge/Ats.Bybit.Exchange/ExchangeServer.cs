using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Rest;
using Ats.Bybit.Exchange.Sockets;
using Ats.Simulation.Markets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Ats.Bybit.Exchange;

/// <summary>A Bybit-V5-compatible exchange on one loopback port: REST, public, private and trade WebSockets.</summary>
public sealed class ExchangeServer : IAsyncDisposable
{
    private const int MaxBodyBytes = 256 * 1024;
    private const int MaxMessageBytes = 256 * 1024;
    private const int DefaultIdleMs = 600_000;
    private const int TickMs = 10;

    /// <summary>How long the last frames of a closing connection may take.</summary>
    private const int FarewellMs = 1000;
    private readonly ExchangeLoop _loop;
    private readonly WebApplication _app;
    private readonly ITimer _ticker;
    private readonly CancellationTokenSource _stopping = new();
    private readonly IpLimits _limits;
    private readonly TimeProvider _time;
    private long _connections;

    private ExchangeServer(ExchangeLoop loop, WebApplication app, IpLimits limits, TimeProvider time)
    {
        (_loop, _app, _limits, _time) = (loop, app, limits, time);
        Finished = Task.Run(loop.RunAsync);
        _ticker = time.CreateTimer(_ => loop.TryPost(new LoopWork(LoopWorkKind.Tick)), null, TimeSpan.FromMilliseconds(TickMs), TimeSpan.FromMilliseconds(TickMs));
    }

    public int Port { get; private set; }

    /// <summary>Ends when the exchange has stopped; faults when it broke (for example: the state could not be written).</summary>
    public Task Finished { get; }

    internal ExchangeLoop Loop => _loop;

    /// <summary>Asks the loop something between two commands (tests).</summary>
    internal async Task<T> AskAsync<T>(Func<ExchangeLoop, T> question)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _loop.PostAsync(new LoopWork(LoopWorkKind.Admin, (Action<ExchangeLoop>)(l => done.SetResult(question(l)))), CancellationToken.None);
        return await done.Task;
    }

    /// <summary>Lets time pass now and waits until that is done (tests).</summary>
    internal async Task TickAsync()
    {
        await _loop.PostAsync(new LoopWork(LoopWorkKind.Tick), CancellationToken.None);
        await AskAsync(_ => 0);
    }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ExchangeServer> StartAsync(ExchangeSettings settings, IMarketSource market, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSockets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, settings.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        var server = new ExchangeServer(new ExchangeLoop(settings, market, time), app, new IpLimits(settings.RateLimits, time), time);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.Run(server.ServeAsync);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        server.Port = new Uri(app.Urls.First()).Port;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _ticker.DisposeAsync();
        await _stopping.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        _loop.Stop();
        await Finished.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _loop.Dispose();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        try
        {
            if (context.WebSockets.IsWebSocketRequest) await ServeSocketAsync(context);
            else if (context.Request.Path.StartsWithSegments("/admin", StringComparison.Ordinal)) await AdminEndpoints.ServeAsync(context, _loop, _stopping.Token);
            else await ServeRestAsync(context);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = 503;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client went away.
        }
    }

    private async Task ServeRestAsync(HttpContext context)
    {
        var request = context.Request;
        var hasBody = request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
        if (!_limits.TryRequest() || (hasBody && request.Method == "GET"))
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync(hasBody ? "a GET may not have a body" : "access too frequent, please try again in 10 minutes");
            return;
        }

        using var body = new MemoryStream();
        if (hasBody) await request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var call = new RestCall
        {
            Method = request.Method,
            Path = mark < 0 ? target : target[..mark],
            RawQuery = mark < 0 ? "" : target[(mark + 1)..],
            Body = body.GetBuffer().AsMemory(0, (int)body.Length),
            ApiKey = request.Headers["X-BAPI-API-KEY"],
            Timestamp = request.Headers["X-BAPI-TIMESTAMP"],
            Signature = request.Headers["X-BAPI-SIGN"],
            RecvWindow = request.Headers["X-BAPI-RECV-WINDOW"],
        };
        await _loop.PostAsync(new LoopWork(LoopWorkKind.Rest, call), context.RequestAborted);
        await WriteAsync(context, await call.Done.Task.WaitAsync(_stopping.Token));
    }

    private static async Task WriteAsync(HttpContext context, RestReply reply)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = reply.Body.Length;
        if (reply.Rate is { } rate)
        {
            response.Headers["X-Bapi-Limit"] = rate.Limit.ToString(CultureInfo.InvariantCulture);
            response.Headers["X-Bapi-Limit-Status"] = rate.Left.ToString(CultureInfo.InvariantCulture);
            response.Headers["X-Bapi-Limit-Reset-Timestamp"] = rate.ResetMs.ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(reply.Body);
    }

    private async Task ServeSocketAsync(HttpContext context)
    {
        ChannelKind? kind = context.Request.Path.Value switch
        {
            "/v5/public/linear" => ChannelKind.PublicLinear,
            "/v5/public/spot" => ChannelKind.PublicSpot,
            "/v5/public/inverse" or "/v5/public/option" => ChannelKind.PublicOther,
            "/v5/private" => ChannelKind.Private,
            "/v5/trade" => ChannelKind.Trade,
            _ => null,
        };
        if (kind is null || _loop.IsDown || !_limits.TryConnect())
        {
            context.Response.StatusCode = kind is null ? 404 : _loop.IsDown ? 503 : 403;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var id = string.Create(CultureInfo.InvariantCulture, $"sim{_time.GetUtcNow().ToUnixTimeMilliseconds():x}-{Interlocked.Increment(ref _connections):x}");
        using var session = new SocketSession(kind.Value, id, IdleMs(context.Request.Query["max_active_time"]));
        await _loop.PostAsync(new LoopWork(LoopWorkKind.SocketOpened, session), CancellationToken.None);
        using var stop = _stopping.Token.Register(session.CutNow);
        var pump = session.PumpAsync(socket);
        await ReceiveAsync(session, socket);
        await CloseAsync(session, socket, pump);
    }

    private async Task ReceiveAsync(SocketSession session, WebSocket socket)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var length = 0;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), session.Cut.Token);
                if (part.MessageType == WebSocketMessageType.Close) return;
                length += part.Count;
                if (length > MaxMessageBytes)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "at most 256 KiB", session.Cut.Token);
                    return;
                }

                if (part.EndOfMessage)
                {
                    await _loop.PostAsync(new LoopWork(LoopWorkKind.SocketText, session, buffer, length), session.Cut.Token);
                    buffer = ArrayPool<byte>.Shared.Rent(4096);
                    length = 0;
                }
                else if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or System.Threading.Channels.ChannelClosedException or ObjectDisposedException)
        {
            // Cut, gone or stopping: the caller cleans up.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task CloseAsync(SocketSession session, WebSocket socket, Task pump)
    {
        try
        {
            await _loop.PostAsync(new LoopWork(LoopWorkKind.SocketClosed, session), CancellationToken.None);
            await Task.WhenAny(session.Forgotten.Task, Finished);
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            await Finished.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        session.Outgoing.Close();
        session.Cut.CancelAfter(FarewellMs);
        await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (session.Cut.IsCancellationRequested || socket.State is not (WebSocketState.CloseReceived or WebSocketState.Open)) socket.Abort();
        else await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>max_active_time: 30s to 600s, also in minutes; anything else is the default of ten minutes.</summary>
    private static long IdleMs(string? text)
    {
        if (string.IsNullOrEmpty(text) || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return DefaultIdleMs;
        var seconds = text[^1] switch { 's' => count, 'm' => count * 60, _ => 0 };
        return seconds is >= 30 and <= 600 ? seconds * 1000L : DefaultIdleMs;
    }
}
