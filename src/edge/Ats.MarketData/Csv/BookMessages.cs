using Ats.Domain;
using Ats.MarketData.Import;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Csv;

/// <summary>Rows that are one level each, put back together as messages: the last level of each is flagged, the exchange's sequence is checked.</summary>
internal sealed class BookMessages
{
    /// <summary>A column book levels do not use: holds the id of the message before while it is checked.</summary>
    public const int PreviousUpdateId = EventColumns.D;

    private MemoryChunk? _lastChunk;
    private long _lastId;

    /// <summary>Looks at the rows from <paramref name="first"/> to the chunk's end.</summary>
    public void Apply(SegmentBuilder segment, MemoryChunk chunk, int first)
    {
        var ids = chunk.Column(EventColumns.C);
        var previous = chunk.Existing(PreviousUpdateId);
        for (var row = first; row < chunk.Rows; row++)
        {
            if (_lastChunk is not null && ids[row] != _lastId)
            {
                MarkLast(chunk, row);
                if (previous is not null && previous[row] != _lastId) segment.SequenceBreaks++;
            }

            _lastId = ids[row];
            _lastChunk = chunk;
        }

        if (chunk.Rows > first) chunk.FlagColumn()[chunk.Rows - 1] |= (byte)MarketEventFlags.Last;
        chunk.Drop(PreviousUpdateId);
    }

    /// <summary>The row before this one ended a message; the end of the rows so far was marked as one and may turn out not to be.</summary>
    private void MarkLast(MemoryChunk chunk, int row)
    {
        if (row > 0) chunk.FlagColumn()[row - 1] |= (byte)MarketEventFlags.Last;
        else _lastChunk!.FlagColumn()[_lastChunk.Rows - 1] |= (byte)MarketEventFlags.Last;
    }

    /// <summary>Takes back the mark on the last row when the next rows go on with its message.</summary>
    public void Continue(MemoryChunk chunk, int first)
    {
        if (_lastChunk is null || first >= chunk.Rows || chunk.Column(EventColumns.C)[first] != _lastId) return;
        var at = ReferenceEquals(_lastChunk, chunk) ? first - 1 : _lastChunk.Rows - 1;
        _lastChunk.FlagColumn()[at] &= unchecked((byte)~(byte)MarketEventFlags.Last);
    }
}
