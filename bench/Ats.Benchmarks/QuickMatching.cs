using System.Diagnostics;
using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Benchmarks;

/// <summary>
/// The matching engine alone on one core: 50 % adds, 45 % cancels, 5 % crossing orders over about 10,000 living ones, 100 owners, a middle that
/// wanders. Four adds in five stand within tens of ticks of the touch (exponentially), the rest reach 20,000 ticks out. Commands are made beforehand.
/// </summary>
internal static class QuickMatching
{
    private const int Warmup = 400_000;
    private const int Count = 4_000_000;
    private const int Batch = 16;
    private const int Times = 5;

    private static readonly MatchingRules Rules = new(Price.FromDecimal(0.1m), Quantity.FromDecimal(0.001m));

    public static void Run()
    {
        var commands = new OrderFlow(11, Rules).Make(Warmup + Count);
        var best = double.MaxValue;
        for (var t = 0; t < Times; t++) best = Math.Min(best, Throughput(commands));
        Console.WriteLine($"matching, {Count:N0} commands: {Count / best / 1e6:0.0} M commands/s, {best / Count * 1e9:0} ns each, best of {Times}");
        var single = Enumerable.Range(0, Times).Select(_ => Latency(commands, 1)).MinBy(l => l.P99);
        Console.WriteLine($"matching, each command timed: p50 {single.P50:0} p99 {single.P99:0} p99.9 {single.P999:0} ns, of which the clock {single.Clock:0} ns");
        var batched = Enumerable.Range(0, Times).Select(_ => Latency(commands, Batch)).MinBy(l => l.P99);
        Console.WriteLine($"matching, batches of {Batch}: p50 {batched.P50:0} p99 {batched.P99:0} p99.9 {batched.P999:0} ns a command");
    }

    private static double Throughput(MatchingFlowCommand[] commands)
    {
        var engine = new MatchingEngine(Rules, 32_768);
        var (events, trades) = (0L, 0L);
        for (var i = 0; i < Warmup; i++) _ = commands[i].ApplyTo(engine);
        var living = engine.OrderCount;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = Warmup; i < commands.Length; i++) events += commands[i].ApplyTo(engine).Length;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        trades = engine.Position(0).Raw;
        Console.WriteLine($"  {Count / seconds / 1e6:0.0} M/s, {living:N0} then {engine.OrderCount:N0} living, {events / (double)Count:0.00} events a command, {bytes} bytes, check {trades}");
        return seconds;
    }

    private static (double P50, double P99, double P999, double Clock) Latency(MatchingFlowCommand[] commands, int batch)
    {
        var engine = new MatchingEngine(Rules, 32_768);
        for (var i = 0; i < Warmup; i++) _ = commands[i].ApplyTo(engine);
        var ticks = new long[Count / batch];
        for (int i = 0, at = Warmup; i < ticks.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var end = at + batch; at < end; at++) _ = commands[at].ApplyTo(engine);
            ticks[i] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(ticks);
        double At(double share) => ticks[(int)(share * (ticks.Length - 1))] * 1e9 / Stopwatch.Frequency / batch;
        return (At(0.5), At(0.99), At(0.999), ClockCost());
    }

    private static double ClockCost()
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 999_999; i++) _ = Stopwatch.GetTimestamp();
        return (Stopwatch.GetTimestamp() - start) * 1e9 / Stopwatch.Frequency / 1e6;
    }
}
