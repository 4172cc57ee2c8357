using Ats.MarketData.Tapes;

namespace Ats.MarketData.Import;

/// <summary>All columns of one row, for comparing.</summary>
internal readonly record struct EventRow(long Exchange, long Receive, long A, long B, long C, long D, long E, long F, long Flags)
{
    public static EventRow Of(MemoryChunk chunk, int row) => new(
        chunk.Value(EventColumns.Exchange, row),
        chunk.Value(EventColumns.Receive, row),
        chunk.Value(EventColumns.A, row),
        chunk.Value(EventColumns.B, row),
        chunk.Value(EventColumns.C, row),
        chunk.Value(EventColumns.D, row),
        chunk.Value(EventColumns.E, row),
        chunk.Value(EventColumns.F, row),
        chunk.Value(EventColumns.Flags, row));
}
