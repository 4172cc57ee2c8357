using System.IO.Hashing;
using System.Runtime.InteropServices;
using Ats.Domain;
using Ats.MarketData.Import;
using Ats.MarketData.Tapes;

namespace Ats.MarketData;

/// <summary>
/// Market data ready to run over: a data directory of tapes, or one raw file parsed into memory. This is what <c>--data</c> means
/// everywhere. Segments of one instrument, kind and interval follow each other in time: where a later one begins before the one
/// before it has ended, its rows up to that end are left out, and <see cref="Warnings"/> says so.
/// </summary>
public sealed class MarketDataSet : IDisposable
{
    private readonly IReadOnlyList<DataSeries> _series;
    private readonly Lazy<string> _dataHash;

    internal MarketDataSet(string path, IEnumerable<DataSegment> segments)
    {
        Path = path;
        var ordered = segments
            .OrderBy(s => s.Instrument.ToString(), StringComparer.Ordinal).ThenBy(s => s.Info.Kind).ThenBy(s => s.Info.IntervalMilliseconds)
            .ThenBy(s => s.Info.FirstReceiveTimeNs).ThenBy(s => s.Info.ContentHash, StringComparer.Ordinal).ToList();
        Segments = [.. ordered.Select(s => s.Info)];
        var ids = ordered.Select(s => s.Instrument).Distinct().ToList();
        Instruments = [.. ids.Select(id => InstrumentRules.Assume(id, Segments.Where(s => s.Instrument == id.ToString())))];
        var warnings = new List<string>();
        _series =
        [
            .. ordered.GroupBy(s => (s.Instrument, s.Info.Kind, s.Info.IntervalMilliseconds))
                .Select(g => new DataSeries((short)ids.IndexOf(g.Key.Instrument), g.Key.Kind, g.Key.IntervalMilliseconds, [.. g], warnings)),
        ];
        warnings.AddRange(Segments.SelectMany(s => s.Notes).Distinct());
        Warnings = warnings;
        _dataHash = new Lazy<string>(HashSegments);
    }

    public string Path { get; }

    /// <summary>Every instrument with its (assumed) rules; a market event's instrument is its place in this list.</summary>
    public IReadOnlyList<Instrument> Instruments { get; }

    public IReadOnlyList<SegmentInfo> Segments { get; }

    /// <summary>What a reader of results should know: assumptions, overlaps. One sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Rows of all segments together.</summary>
    public long Rows => Segments.Sum(s => s.Rows);

    public Timestamp FirstReceiveTime => new(Segments.Min(s => s.FirstReceiveTimeNs));

    public Timestamp LastReceiveTime => new(Segments.Max(s => s.LastReceiveTimeNs));

    /// <summary>Hash of the content of all segments (XxHash3-128, hex): equal for equal rows, raw or on tape, on every machine and under every path.</summary>
    public string DataHash => _dataHash.Value;

    /// <summary>Opens a data directory, a single tape, or a raw file of any known format (nothing is written).</summary>
    /// <exception cref="MarketDataException">Nothing there, not recognised, bad rows, or a damaged tape.</exception>
    public static MarketDataSet Open(string path, MarketDataOptions? options = null)
    {
        options ??= new MarketDataOptions();
        var segments = Directory.Exists(path) ? TapeDirectory.OpenSegments(path)
            : !File.Exists(path) ? throw new MarketDataException(path, "there is no such file or directory")
            : OpenFile(path, options.Import);
        var wanted = segments.Where(s => IsWanted(s.Info, s.Instrument, options)).ToList();
        foreach (var other in segments.Except(wanted)) other.Store.Dispose();
        if (wanted.Count == 0) throw new MarketDataException(path, "holds no data of that instrument, kind or interval: ats data list shows what there is");
        return new MarketDataSet(path, wanted);
    }

    /// <summary>All events received in [from, to) in receive-time order; ties in the order of <see cref="Segments"/>. Each call starts anew.</summary>
    public IMarketEventSource CreateSource(Timestamp? from = null, Timestamp? to = null)
    {
        var sources = _series.Select(s => s.CreateSource(from?.Nanoseconds ?? long.MinValue, to?.Nanoseconds ?? long.MaxValue)).ToList();
        return sources.Count == 1 ? sources[0] : new MergedSource(sources);
    }

    public void Dispose()
    {
        foreach (var series in _series) series.Dispose();
    }

    internal IReadOnlyList<DataSeries> Series => _series;

    private static List<DataSegment> OpenFile(string path, ImportOptions options) => Tape.IsTape(path)
        ? [TapeDirectory.OpenSingle(path)]
        : [.. SourceImporter.Read(path, options).Select(s => new DataSegment(s.Instrument, s.Info, s.Store))];

    private static bool IsWanted(SegmentInfo info, InstrumentId instrument, MarketDataOptions options) =>
        (options.Instruments.Count == 0 || options.Instruments.Contains(instrument))
        && (options.Kinds.Count == 0 || options.Kinds.Contains(info.Kind))
        && (options.Interval is not { } interval || info.Kind != MarketEventKind.Bar || info.IntervalMilliseconds == interval.Milliseconds);

    private string HashSegments()
    {
        var hash = new XxHash128();
        foreach (var content in Segments.Select(s => s.ContentHash)) hash.Append(MemoryMarshal.AsBytes(content.AsSpan()));
        return hash.GetCurrentHashAsUInt128().ToString("x32");
    }
}
