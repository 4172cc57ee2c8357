using Ats.Domain;
using Ats.MarketData;
using BenchmarkDotNet.Attributes;

namespace Ats.Benchmarks;

/// <summary>A raw CSV opened (parsed, checked, hashed in memory), and a tape opened and scanned into events with every checksum verified.</summary>
[MemoryDiagnoser]
public class MarketDataBenchmarks
{
    private const int Rows = 1_000_000;
    private readonly MarketEvent[] _buffer = new MarketEvent[1024];
    private string _csv = "";
    private string _directory = "";

    [GlobalSetup]
    public void Setup()
    {
        _csv = BarsFile.Make(Rows);
        _directory = Path.Combine(Path.GetTempPath(), "ats-bench-tape-" + Path.GetRandomFileName());
        new TapeDirectory(_directory).Import(_csv);
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_directory, recursive: true);

    /// <summary>One million bars, about 55 MB of text, file to hashed columns.</summary>
    [Benchmark]
    public string OpenCsv()
    {
        using var data = MarketDataSet.Open(_csv);
        return data.DataHash;
    }

    /// <summary>Open, verify and transpose one million bars.</summary>
    [Benchmark]
    public long ScanTape()
    {
        using var data = MarketDataSet.Open(_directory);
        var source = data.CreateSource();
        long rows = 0;
        for (var read = source.Read(_buffer); read > 0; read = source.Read(_buffer)) rows += read;
        return rows;
    }
}
