using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Sizing;
using Ats.Simulation;
using Ats.Strategies;

namespace Ats.Benchmarks;

/// <summary>The engine on 1,000,000 one-second bars with fees, ledger and all: one SMA 10/30 arm, the same without a trade, then twenty arms.</summary>
internal static class QuickEngine
{
    private const int Count = 1_000_000;

    private static readonly Instrument Instrument = new(InstrumentId.Parse("bench:spot:BTCUSDT"), new Asset("BTC"), new Asset("USDT"), Price.FromDecimal(0.01m), Quantity.FromDecimal(0.001m))
    {
        Fees = FeeSchedule.FromBps(10, 10),
    };

    public static void Run()
    {
        var bars = Bars();
        Measure("engine: SMA 10/30, one arm", bars, 15, [new SmaCross.Settings(10, 30, false)]);
        Measure("engine: SMA 10/30 on a falling price, no order", Falling(bars), 9, [new SmaCross.Settings(10, 30, false)]);
        Measure("engine: twenty SMA arms in one pass", bars, 5, [.. Enumerable.Range(0, 20).Select(a => new SmaCross.Settings(a == 0 ? 10 : 4 + a, a == 0 ? 30 : 20 + (3 * a), false))]);
    }

    private static void Measure(string name, MarketEvent[] bars, int times, SmaCross.Settings[] arms)
    {
        long orders = 0;
        long bytes = 0;
        var best = Best.Of(times, () =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var backtest = NewBacktest(arms);
            backtest.Run(new ArraySource(bars));
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            orders = backtest.Engine.Arms.Sum(a => a.OrdersSent);
        });
        Line.Write(name, best, $"{Count / best.Least / 1e3:0.0} M bars/s", $"{orders:N0} orders" + (orders > 0 ? $", {bytes / orders} bytes an order, journal included" : ""));
    }

    private static Backtest NewBacktest(SmaCross.Settings[] arms)
    {
        var settings = new BacktestSettings { Engine = new EngineSettings { EquityInterval = BarInterval.Parse("5m") } };
        var plans = arms.Select((a, i) => new ArmSettings($"sma{i}", () => new SmaCross(a), [0], 1_000_000m)
        {
            Interval = BarInterval.OneSecond,
            NewSizing = () => new FixedQuantity(1),
        }).ToList();
        return new Backtest(settings, [Instrument], plans, new MemoryJournal());
    }

    private static MarketEvent[] Bars()
    {
        var random = new Rng(1);
        var bars = new MarketEvent[Count];
        var open = 1000.0;
        for (var i = 0; i < Count; i++)
        {
            var close = open * (1 + (0.0003 * random.NextNormal()));
            bars[i] = Bar(i, open, close);
            open = close;
        }

        return bars;
    }

    private static MarketEvent[] Falling(MarketEvent[] like) => [.. like.Select((_, i) => Bar(i, 2000 - (i * 0.001), 2000 - ((i + 1) * 0.001)))];

    private static MarketEvent Bar(int i, double open, double close)
    {
        var at = Timestamp.FromMilliseconds(1_704_067_200_000 + ((i + 1) * 1000L));
        return MarketEvent.FromBar(0, BarInterval.OneSecond, at, at, At(open), At(Math.Max(open, close) * 1.0001), At(Math.Min(open, close) * 0.9999), At(close), new Quantity(100_000_000));
        static Price At(double price) => Price.FromDecimal(Math.Round((decimal)price, 2));
    }
}
