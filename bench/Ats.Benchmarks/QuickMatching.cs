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
        var (wall, processor) = (double.MaxValue, double.MaxValue);
        for (var t = 0; t < Times; t++)
        {
            var run = Throughput(commands);
            (wall, processor) = (Math.Min(wall, run.Wall), Math.Min(processor, run.Processor));
        }

        Console.WriteLine($"matching, {Count:N0} commands: {Count / wall / 1e6:0.0} M commands/s, {wall / Count * 1e9:0} ns each; by processor time {Count / processor / 1e6:0.0} M/s, best of {Times}");
        var single = Enumerable.Range(0, Times).Select(_ => Latency(commands, 1)).MinBy(l => l.P99);
        Console.WriteLine($"matching, each command timed: p50 {single.P50:0} p99 {single.P99:0} p99.9 {single.P999:0} ns, of which the clock {single.Clock:0} ns");
        var batched = Enumerable.Range(0, Times).Select(_ => Latency(commands, Batch)).MinBy(l => l.P99);
        Console.WriteLine($"matching, batches of {Batch}: p50 {batched.P50:0} p99 {batched.P99:0} p99.9 {batched.P999:0} ns a command");
    }

    private static (double Wall, double Processor) Throughput(MatchingFlowCommand[] commands)
    {
        var engine = new MatchingEngine(Rules, 16_384);
        var events = 0L;
        for (var i = 0; i < Warmup; i++) _ = commands[i].ApplyTo(engine);
        var living = engine.OrderCount;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var used = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        for (var i = Warmup; i < commands.Length; i++) events += commands[i].ApplyTo(engine).Length;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var processor = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Console.WriteLine($"  {Count / seconds / 1e6:0.0} M/s, {living:N0} then {engine.OrderCount:N0} living, {events / (double)Count:0.00} events a command, {bytes} bytes");
        return (seconds, processor);
    }

    private static (double P50, double P99, double P999, double Clock) Latency(MatchingFlowCommand[] commands, int batch)
    {
        var engine = new MatchingEngine(Rules, 16_384);
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
