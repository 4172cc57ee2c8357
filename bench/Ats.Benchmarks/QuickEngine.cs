using System.Diagnostics;
using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Sizing;
using Ats.Simulation;
using Ats.Strategies;

namespace Ats.Benchmarks;

/// <summary>The engine on 1,000,000 one-second bars, SMA 10/30 with fees, ledger and all: one arm, then twenty.</summary>
internal static class QuickEngine
{
    private const int Count = 1_000_000;

    public static void Run()
    {
        var bars = Bars();
        Measure("SMA 10/30, one arm", bars, 1, 7);
        Measure("SMA, twenty arms in one pass", bars, 20, 3);
    }

    private static void Measure(string name, MarketEvent[] bars, int arms, int times)
    {
        var best = double.MaxValue;
        long orders = 0;
        long bytes = 0;
        for (var t = 0; t < times; t++)
        {
            var settings = new BacktestSettings { Engine = new EngineSettings { EquityInterval = BarInterval.Parse("5m") } };
            var plans = Enumerable.Range(0, arms).Select(a => new ArmSettings($"sma{a}", Strategy(a), [0], 1_000_000m)
            {
                Interval = BarInterval.OneSecond,
                NewSizing = () => new FixedQuantity(1),
            }).ToList();
            var instrument = new Instrument(InstrumentId.Parse("bench:spot:BTCUSDT"), new Asset("BTC"), new Asset("USDT"), Price.FromDecimal(0.01m), Quantity.FromDecimal(0.001m)) { Fees = FeeSchedule.FromBps(10, 10) };
            var backtest = new Backtest(settings, [instrument], plans, new MemoryJournal());
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            backtest.Run(new Source(bars));
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            orders = backtest.Engine.Arms.Sum(a => a.OrdersSent);
        }

        Console.WriteLine($"{name}: {Count / best / 1e6:0.0} M bars/s, {best * 1000:0} ms, {orders:N0} orders, {bytes / (double)orders:0} bytes an order (journal included), best of {times}");
    }

    private static Func<Strategy> Strategy(int arm) => () => new SmaCross(new SmaCross.Settings(arm == 0 ? 10 : 4 + arm, arm == 0 ? 30 : 20 + (3 * arm), false));

    private static MarketEvent[] Bars()
    {
        var random = new Rng(1);
        var bars = new MarketEvent[Count];
        var open = 1000.0;
        for (var i = 0; i < Count; i++)
        {
            var close = open * (1 + (0.0003 * random.NextNormal()));
            var at = Timestamp.FromMilliseconds(1_704_067_200_000 + ((i + 1) * 1000L));
            Price At(double p) => Price.FromDecimal(Math.Round((decimal)p, 2));
            bars[i] = MarketEvent.FromBar(0, BarInterval.OneSecond, at, at, At(open), At(Math.Max(open, close) * 1.0001), At(Math.Min(open, close) * 0.9999), At(close), new Quantity(100_000_000));
            open = close;
        }

        return bars;
    }

    private sealed class Source(MarketEvent[] bars) : IMarketEventSource
    {
        private int _next;

        public int Read(Span<MarketEvent> buffer)
        {
            var count = Math.Min(buffer.Length, bars.Length - _next);
            bars.AsSpan(_next, count).CopyTo(buffer);
            _next += count;
            return count;
        }
    }
}
