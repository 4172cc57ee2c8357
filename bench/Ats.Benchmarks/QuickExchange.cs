using System.Diagnostics;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Ats.Bybit.Exchange;
using Ats.Simulation.Markets;

namespace Ats.Benchmarks;

/// <summary>
/// The exchange as a process of its own, driven over the trade socket from this one: the round trip of one order at a time, then orders a
/// second with up to 256 in flight. Both processes share the machine's cores.
/// </summary>
internal static class QuickExchange
{
    private const string Key = "bench-key";
    private const string Secret = "bench-secret";

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>The child's side: serves until its standard input ends.</summary>
    public static void Serve() => ServeAsync().GetAwaiter().GetResult();

    private static async Task ServeAsync()
    {
        await using var server = await ExchangeServer.StartAsync(new ExchangeSettings { Key = Key, Secret = Secret, RateLimits = false, StateDirectory = Environment.GetEnvironmentVariable("ATS_BENCH_STATE") }, new RandomWalkMarket(1, historyDays: 2));
        Console.WriteLine(server.Port);
        await Console.In.ReadToEndAsync();
    }

    private static async Task RunAsync()
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? $"\"{Environment.GetCommandLineArgs()[0]}\" --quick exchange-serve" : "--quick exchange-serve")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        try
        {
            var port = int.Parse((await child.StandardOutput.ReadLineAsync())!);
            using var socket = await ConnectAsync(port);
            await RoundTripsAsync(socket, 3000);
            var best = await RoundTripsAsync(socket, 10_000);
            Console.WriteLine($"order round trip over the trade socket (place and cancel alternating, one in flight): p50 {best.P50:0} us, p99 {best.P99:0} us");
            var fastest = 0.0;
            for (var i = 0; i < 5; i++) fastest = Math.Max(fastest, await ThroughputAsync(socket, 60_000, 256));
            Console.WriteLine($"orders over one socket, 256 in flight: {fastest:N0} a second, best of 5");
        }
        finally
        {
            child.StandardInput.Close();
            await child.WaitForExitAsync();
        }
    }

    private static async Task<ClientWebSocket> ConnectAsync(int port)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/v5/trade"), CancellationToken.None);
        var expires = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 10_000;
        var sign = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes("GET/realtime" + expires)));
        await SendAsync(socket, $$"""{"op":"auth","args":["{{Key}}",{{expires}},"{{sign}}"]}""");
        await ReceiveAsync(socket, new byte[8192]);
        return socket;
    }

    private static ValueTask SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async ValueTask<int> ReceiveAsync(ClientWebSocket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            length += part.Count;
            if (part.EndOfMessage) return length;
        }
    }

    private static string Place(string link, long now) =>
        $$"""{"reqId":"{{link}}","header":{"X-BAPI-TIMESTAMP":"{{now}}"},"op":"order.create","args":[{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.001","price":"50000","timeInForce":"PostOnly","orderLinkId":"{{link}}"}]}""";

    private static string Cancel(string link, long now) =>
        $$"""{"reqId":"c{{link}}","header":{"X-BAPI-TIMESTAMP":"{{now}}"},"op":"order.cancel","args":[{"category":"linear","symbol":"BTCUSDT","orderLinkId":"{{link}}"}]}""";

    private static async Task<(double P50, double P99)> RoundTripsAsync(ClientWebSocket socket, int count)
    {
        var buffer = new byte[8192];
        var times = new double[count];
        var run = Guid.NewGuid().ToString("N")[..8];
        for (var i = 0; i < count; i++)
        {
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            var text = i % 2 == 0 ? Place($"{run}-{i}", now) : Cancel($"{run}-{i - 1}", now);
            var started = Stopwatch.GetTimestamp();
            await SendAsync(socket, text);
            var length = await ReceiveAsync(socket, buffer);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            Accepted(buffer.AsSpan(0, length));
        }

        Array.Sort(times);
        return (times[count / 2], times[count * 99 / 100]);
    }

    private static async Task<double> ThroughputAsync(ClientWebSocket socket, int count, int inFlight)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        using var slots = new SemaphoreSlim(inFlight);
        var started = Stopwatch.GetTimestamp();
        var receiving = Task.Run(async () =>
        {
            var buffer = new byte[8192];
            for (var i = 0; i < count; i++)
            {
                var length = await ReceiveAsync(socket, buffer);
                Accepted(buffer.AsSpan(0, length));
                slots.Release();
            }
        });
        for (var i = 0; i < count; i++)
        {
            if (!slots.Wait(0)) await slots.WaitAsync();
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            await SendAsync(socket, i % 2 == 0 ? Place($"{run}-{i}", now) : Cancel($"{run}-{i - 1}", now));
        }

        await receiving;
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Accepted(ReadOnlySpan<byte> answer)
    {
        if (answer.IndexOf("\"retCode\":0"u8) < 0) throw new InvalidOperationException("refused: " + Encoding.UTF8.GetString(answer));
    }
}
