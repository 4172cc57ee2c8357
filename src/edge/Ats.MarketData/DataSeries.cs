using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData;

/// <summary>The segments of one instrument, kind and interval, one after the other: a later one starts after the end of those before it.</summary>
internal sealed class DataSeries : IDisposable
{
    private readonly IReadOnlyList<DataSegment> _segments;
    private readonly long[] _starts;

    public DataSeries(short instrument, MarketEventKind kind, int intervalMilliseconds, IReadOnlyList<DataSegment> segments, List<string> warnings)
    {
        InstrumentIndex = instrument;
        Kind = kind;
        IntervalMilliseconds = intervalMilliseconds;
        _segments = segments;
        _starts = new long[segments.Count];
        var end = long.MinValue;
        for (var i = 0; i < segments.Count; i++)
        {
            var info = segments[i].Info;

            // Bars of one time are the same bar; other rows of one time may be split between two files.
            var overlaps = kind == MarketEventKind.Bar ? info.FirstReceiveTimeNs <= end : info.FirstReceiveTimeNs < end;
            _starts[i] = overlaps ? end + 1 : long.MinValue;
            if (overlaps)
            {
                warnings.Add($"{info.Instrument} {info.KindName}: {info.Source} begins at {new Timestamp(info.FirstReceiveTimeNs)}, before the segment before it ends; "
                    + $"its rows up to {new Timestamp(end)} are left out");
            }

            end = Math.Max(end, info.LastReceiveTimeNs);
        }
    }

    public short InstrumentIndex { get; }

    public MarketEventKind Kind { get; }

    public int IntervalMilliseconds { get; }

    public IReadOnlyList<DataSegment> Segments => _segments;

    public IMarketEventSource CreateSource(long from, long to)
    {
        var sources = new List<IMarketEventSource>();
        for (var i = 0; i < _segments.Count; i++)
        {
            var info = _segments[i].Info;
            var start = Math.Max(from, _starts[i]);
            if (info.LastReceiveTimeNs < start || info.FirstReceiveTimeNs >= to) continue;
            sources.Add(new ChunkSource(_segments[i].Store, Kind, IntervalMilliseconds, InstrumentIndex, start, to));
        }

        return sources.Count == 1 ? sources[0] : new ConcatenatedSource(sources);
    }

    public void Dispose()
    {
        foreach (var segment in _segments) segment.Store.Dispose();
    }
}
