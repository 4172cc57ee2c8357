using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Sizing;
using Ats.Simulation;
using Ats.Strategies;

namespace Ats.Benchmarks;

/// <summary>Memory on two lengths of tape: bars that lead to no order allocate nothing but the equity samples, and the samples are as many as the caller's grid has.</summary>
internal static class QuickMemory
{
    public static void Run()
    {
        foreach (var bars in new[] { 1_000_000, 8_000_000 })
        {
            GC.Collect();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var source = new FallingBars(bars);
            // The command chooses its grid so that a run has at most 10,000 samples; so does this.
            var settings = new BacktestSettings { Engine = new EngineSettings { EquityInterval = new BarInterval(Math.Max(1000, bars / 10_000 * 1000)) } };
            var instrument = new Instrument(InstrumentId.Parse("bench:spot:BTCUSDT"), new Asset("BTC"), new Asset("USDT"), Price.FromDecimal(0.01m), Quantity.FromDecimal(0.001m));
            var arm = new ArmSettings("sma", () => new SmaCross(new SmaCross.Settings(10, 30, false)), [0], 1_000_000m) { Interval = BarInterval.OneSecond, NewSizing = () => new FixedQuantity(1) };
            new Backtest(settings, [instrument], [arm], new MemoryJournal()).Run(source);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Console.WriteLine($"{$"memory: {bars / 1_000_000} M bars that lead to no order",-52} {bytes / 1e6,11:0.00} MB  allocated in all, {bytes / (double)bars:0.000} bytes a bar");
        }
    }

    private sealed class FallingBars(int count) : IMarketEventSource
    {
        private int _next;

        public int Read(Span<MarketEvent> buffer)
        {
            var n = Math.Min(buffer.Length, count - _next);
            for (var i = 0; i < n; i++, _next++)
            {
                var at = Timestamp.FromMilliseconds(1_704_067_200_000 + ((_next + 1) * 1000L));
                var close = new Price(Price.Scale * 20_000 - (_next * 10_000_000L));
                buffer[i] = MarketEvent.FromBar(0, BarInterval.OneSecond, at, at, close, close, close, close, new Quantity(100_000_000));
            }

            return n;
        }
    }
}
