using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Import;

/// <summary>Rows of one instrument, kind and interval as they come from a file, in file order.</summary>
internal sealed class SegmentBuilder(InstrumentId instrument, MarketEventKind kind, int intervalMilliseconds, CancellationToken cancellation)
{
    private readonly int _payload = EventColumns.PayloadCount(kind);
    private readonly List<MemoryChunk> _chunks = [];

    public InstrumentId Instrument { get; } = instrument;

    public MarketEventKind Kind { get; } = kind;

    /// <summary>Bars: 0 = to be inferred.</summary>
    public int IntervalMilliseconds { get; } = intervalMilliseconds;

    /// <summary>The times are the bars' opens: the interval is added when finished.</summary>
    public bool OpenTimes { get; set; }

    public long RoundedValues;

    /// <summary>Breaks in the exchange's own sequence numbers.</summary>
    public long SequenceBreaks { get; set; }

    /// <summary>Rows left out because the exchange's ids prove them old or repeated.</summary>
    public long DroppedRows { get; set; }

    /// <summary>Trade messages with neither price nor quantity: notices of the exchange, left out.</summary>
    public long EmptyTrades { get; set; }

    public IReadOnlyList<MemoryChunk> Chunks => _chunks;

    public long Rows => _chunks.Sum(c => (long)c.Rows);

    /// <summary>A chunk with room for at least one more row.</summary>
    public MemoryChunk Current()
    {
        if (_chunks.Count == 0 || _chunks[^1].Free == 0)
        {
            cancellation.ThrowIfCancellationRequested();
            _chunks.Add(new MemoryChunk());
        }

        return _chunks[^1];
    }

    public void Add(in MarketEvent e) => Current().Add(in e, _payload);

    /// <summary>Takes all rows out again, as events of instrument 0.</summary>
    public List<MarketEvent> TakeAll()
    {
        var events = new List<MarketEvent>();
        foreach (var chunk in _chunks)
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                events.Add(new MarketEvent
                {
                    Kind = Kind,
                    Flags = (MarketEventFlags)chunk.Value(EventColumns.Flags, row),
                    IntervalMilliseconds = IntervalMilliseconds,
                    ExchangeTime = new Timestamp(chunk.Value(EventColumns.Exchange, row)),
                    ReceiveTime = new Timestamp(chunk.Value(EventColumns.Receive, row)),
                    A = chunk.Value(EventColumns.A, row),
                    B = chunk.Value(EventColumns.B, row),
                    C = chunk.Value(EventColumns.C, row),
                    D = chunk.Value(EventColumns.D, row),
                    E = chunk.Value(EventColumns.E, row),
                    F = chunk.Value(EventColumns.F, row),
                });
            }
        }

        _chunks.Clear();
        return events;
    }
}
