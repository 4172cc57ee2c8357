using System.Diagnostics;

namespace Ats.Benchmarks;

/// <summary>The best of several runs, in milliseconds: wall time, and processor time of the whole process (which a busy machine blurs less).</summary>
internal readonly record struct Best(double Wall, double Processor, int Times)
{
    /// <summary>The smaller of the two: rates are of one core's time, and this machine is shared.</summary>
    public double Least => Math.Min(Wall, Processor);

    public static Best Of(int times, Action action)
    {
        double wall = double.MaxValue, processor = double.MaxValue;
        for (var i = 0; i < times; i++)
        {
            GC.Collect();
            var used = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            action();
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
        }

        return new Best(wall, processor, times);
    }
}
