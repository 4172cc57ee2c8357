using Ats.Domain;
using Ats.MarketData;

namespace Ats.Benchmarks;

/// <summary>The market data figures in a few seconds.</summary>
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
            Report("CSV to hashed columns", text, Best.Of(7, () => OpenCsv(csv)));
            Report("tape: open, verify, scan into events", tapes, Best.Of(7, () => Scan(directory, 1)));
            Report("tape: open, verify once, scan ten times", tapes * 10, Best.Of(7, () => Scan(directory, 10)));
            Report("tape: verify only", tapes, Best.Of(7, () => Verify(directory)));
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

    private static void Report(string what, long bytes, Best best) =>
        Line.Write("market data: " + what, best, $"{bytes / best.Least / 1e6:0.00} GB/s", $"{bytes / 1e6:0.0} MB");
}
