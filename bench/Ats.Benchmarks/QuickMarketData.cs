using System.Diagnostics;
using Ats.Domain;
using Ats.MarketData;

namespace Ats.Benchmarks;

/// <summary>The market data figures in a few seconds, best of seven, as wall time and as processor time (which a busy machine blurs less).</summary>
internal static class QuickMarketData
{
    private static readonly MarketEvent[] Buffer = new MarketEvent[1024];

    public static void Run()
    {
        var csv = BarsFile.Make(1_000_000);
        var directory = Path.Combine(Path.GetTempPath(), "ats-bench-tape-" + Path.GetRandomFileName());
        try
        {
            new TapeDirectory(directory).Import(csv);
            var text = new FileInfo(csv).Length;
            var tapes = Directory.EnumerateFiles(directory, "*.tape", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
            Report("CSV to hashed columns", text, Best(() => OpenCsv(csv)));
            Report("tape: open, verify, scan into events", tapes, Best(() => Scan(directory, 1)));
            Report("tape: open, verify once, scan ten times", tapes * 10, Best(() => Scan(directory, 10)));
            Report("tape: verify only", tapes, Best(() => Verify(directory)));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void OpenCsv(string path)
    {
        using var data = MarketDataSet.Open(path);
        _ = data.DataHash;
    }

    private static void Scan(string directory, int times)
    {
        using var data = MarketDataSet.Open(directory);
        for (var i = 0; i < times; i++)
        {
            var source = data.CreateSource();
            while (source.Read(Buffer) > 0)
            {
                // Only the reading is measured.
            }
        }
    }

    private static void Verify(string directory)
    {
        var tape = new TapeDirectory(directory);
        foreach (var segment in tape.ReadManifest().Segments) tape.Verify(segment);
    }

    private static (double Wall, double Processor) Best(Action action)
    {
        double wall = double.MaxValue, processor = double.MaxValue;
        for (var i = 0; i < 7; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var used = Environment.CpuUsage.TotalTime;
            action();
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return (wall, processor);
    }

    private static void Report(string what, long bytes, (double Wall, double Processor) milliseconds) => Console.WriteLine(
        $"{what,-42} {milliseconds.Wall,8:0.0} ms {bytes / milliseconds.Wall / 1e6,6:0.00} GB/s   processor {milliseconds.Processor,8:0.0} ms {bytes / milliseconds.Processor / 1e6,6:0.00} GB/s   ({bytes / 1e6:0.0} MB)");
}
