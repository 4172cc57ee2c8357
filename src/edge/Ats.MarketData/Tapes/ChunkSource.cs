using Ats.Domain;

namespace Ats.MarketData.Tapes;

/// <summary>Reads the rows of a segment received in [from, to) as events.</summary>
internal sealed class ChunkSource : IMarketEventSource
{
    private readonly IChunkStore _store;
    private readonly long _template;
    private readonly long _from;
    private readonly long _to;
    private int _chunk;
    private int _row;

    public ChunkSource(IChunkStore store, MarketEventKind kind, int intervalMilliseconds, short instrument, long from, long to)
    {
        _store = store;
        _template = ChunkView.Template(kind, instrument, intervalMilliseconds);
        _from = from;
        _to = to;
        _chunk = FirstChunk(store.Chunks, from);
        _row = -1;
    }

    public int Read(Span<MarketEvent> buffer)
    {
        var written = 0;
        var chunks = _store.Chunks;
        while (written < buffer.Length && _chunk < chunks.Count && chunks[_chunk].FirstReceive < _to)
        {
            var view = _store.Open(_chunk);
            if (_row < 0) _row = chunks[_chunk].FirstReceive < _from ? view.LowerBound(_from) : 0;
            var end = chunks[_chunk].LastReceive < _to ? view.Rows : view.LowerBound(_to);
            var take = Math.Min(buffer.Length - written, end - _row);
            if (take > 0) view.CopyTo(buffer.Slice(written, take), _row, _template);
            written += Math.Max(0, take);
            _row += Math.Max(0, take);
            if (_row < end) break;
            _chunk = end < view.Rows ? chunks.Count : _chunk + 1;
            _row = -1;
        }

        return written;
    }

    /// <summary>The first chunk that may hold a row received at or after a moment.</summary>
    private static int FirstChunk(IReadOnlyList<ChunkIndex> chunks, long from)
    {
        int low = 0, high = chunks.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (chunks[middle].LastReceive < from) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
