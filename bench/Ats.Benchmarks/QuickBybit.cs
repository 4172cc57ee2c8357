using System.Diagnostics;
using System.Text;
using Ats.Bybit;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Benchmarks;

/// <summary>Frames of Bybit's hot topics to market events on one core, fast path and tolerant reader in one run, and signatures; best of nine.</summary>
internal static class QuickBybit
{
    private const int Frames = 64;
    private const int Passes = 4000;
    private static readonly MarketEvent[] Events = new MarketEvent[1024];
    private static readonly char[] Signature = new char[ApiSecret.SignatureLength];
    private static readonly ApiCredentials Credentials = new(BybitEnvironment.Demo, "benchKEY", new ApiSecret("of-no-use"));
    private static readonly SymbolTable Symbols = new([new("BTCUSDT", 0)]);

    public static void Run()
    {
        var trades = Enumerable.Range(0, Frames).Select(Trade).ToArray();
        var deltas = Enumerable.Range(0, Frames).Select(Delta).ToArray();
        Report("publicTrade, as decoded live", trades, static f => PublicFrames.DecodeTrades(f, Symbols, default, Events).Count);
        Report("publicTrade, tolerant reader", trades, static f => TolerantTrades.Decode(f, Symbols, default, Events).Count);
        Report("orderbook.50 delta, as decoded live", deltas, static f => PublicFrames.DecodeBook(f, Symbols, default, Events, out _).Count);
        Report("signature of a body of that size", deltas, Sign);
        Report("orderbook.50 delta, tolerant reader", deltas, static f => TolerantBook.Decode(f, Symbols, default, Events, out _).Count);
    }

    private static int Sign(byte[] body)
    {
        RequestSigner.Sign(Credentials, 1_764_000_000_000, 5000, body, Signature);
        return 0;
    }

    private static byte[] Trade(int i) => Encoding.UTF8.GetBytes(
        $"{{\"topic\":\"publicTrade.BTCUSDT\",\"type\":\"snapshot\",\"ts\":{1672304486868 + i},\"data\":[{{\"T\":{1672304486865 + i},\"s\":\"BTCUSDT\",\"S\":\"{(i % 2 == 0 ? "Buy" : "Sell")}\",\"v\":\"0.0{i + 10}\",\"p\":\"{16578 + i}.50\",\"L\":\"PlusTick\",\"i\":\"20f439{i + 10}-d8dd-5b31-9112-a178eb6023af\",\"BT\":false,\"seq\":1783284617}}]}}");

    private static byte[] Delta(int i)
    {
        var rng = new Rng((ulong)i);
        string Levels(int count) => string.Join(",", Enumerable.Range(0, count).Select(_ => $"[\"{30240 + rng.Next(20)}.{rng.Next(10)}0\",\"{(rng.Next(4) == 0 ? "0" : $"{rng.Next(30)}.{rng.Next(900) + 100}")}\"]"));
        return Encoding.UTF8.GetBytes(
            $"{{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"delta\",\"ts\":{1687940967466 + i},\"data\":{{\"s\":\"BTCUSDT\",\"b\":[{Levels(4)}],\"a\":[{Levels(5)}],\"u\":{177400507 + i},\"seq\":66544703342}},\"cts\":{1687940967464 + i}}}");
    }

    private static void Report(string what, byte[][] frames, Func<byte[], int> decode)
    {
        double best = double.MaxValue;
        long events = 0, allocated = 0;
        for (var run = 0; run < 9; run++)
        {
            events = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var pass = 0; pass < Passes; pass++)
            {
                foreach (var frame in frames) events += decode(frame);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var messages = (double)frames.Length * Passes;
        Console.WriteLine($"{what,-42} {messages / best / 1e6,6:0.00} million messages/s {best / messages * 1e9,6:0} ns  ({frames.Average(f => f.Length):0} B, {events / messages:0.0} events a message, {allocated} B allocated)");
    }
}
