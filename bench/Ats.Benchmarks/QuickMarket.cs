using System.Diagnostics;
using Ats.Domain;
using Ats.Simulation.Markets;

namespace Ats.Benchmarks;

/// <summary>The synthetic market on one core: opening with history, live steps of all four instruments through matching engines, and the tape for backtests. Processor time, best of several.</summary>
internal static class QuickMarket
{
    private const int Times = 5;
    private const int Steps = 36_000;
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_767_225_600_000);

    public static void Run()
    {
        Console.WriteLine($"market, opening with 30 days of minutes: {Best(() => Open(30)):0} ms");
        var live = Best(() =>
        {
            var desk = Open(0);
            for (var i = 0; i < Steps; i++)
            {
                desk.Step();
                desk.ClearTrades();
            }
        });
        var desk = Open(0);
        for (var i = 0; i < Steps; i++) desk.Step();
        Console.WriteLine($"market, 4 instruments: {Steps / live * 1000:N0} steps/s, {live * 1000 / Steps:0.0} us a step, {live / (Steps * 100.0):0.000 %} of a core at real time, {desk.LevelChanges / 4.0 / Steps:0.0} level changes an instrument and step, {desk.Trades.Count / (Steps / 10.0):0.0} trades/s");
        var buffer = new MarketEvent[4096];
        foreach (var milliseconds in (int[])[1000, 100])
        {
            var events = 0L;
            var tape = Best(() =>
            {
                events = 0;
                var source = new SyntheticTape(new SyntheticTapeSettings(1, 2) { BookMilliseconds = milliseconds });
                for (var n = source.Read(buffer); n > 0; n = source.Read(buffer)) events += n;
            });
            Console.WriteLine($"market tape, 2 instruments, 10 levels every {milliseconds} ms: {2 / tape * 1000:0.0} hours a second, {events / 2:N0} events an hour");
        }
    }

    private static BookDesk Open(int days)
    {
        var desk = new BookDesk(new SyntheticMarket(new SyntheticMarketSettings(1, days)));
        desk.Open(new MarketOpening(Start, Start));
        return desk;
    }

    /// <summary>Least processor time of several runs, milliseconds.</summary>
    private static double Best(Action action)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Times; i++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            action();
            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
        }

        return best;
    }
}
