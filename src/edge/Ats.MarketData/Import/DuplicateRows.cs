using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Import;

/// <summary>
/// Rows that say the same thing twice. Trades with ids: a repeated id, dropped. Bars: a repeated time, dropped when all values
/// are the same, a bad row otherwise. Everything else: rows equal in every column to another of the same receive time, counted
/// and kept, because one order that sweeps many small makers gives such rows. Book levels are judged by their sequence numbers.
/// </summary>
internal static class DuplicateRows
{
    public static (long Count, List<int> Drop) Find(MarketEventKind kind, IReadOnlyList<MemoryChunk> chunks, ImportSession session)
    {
        var withIds = kind == MarketEventKind.Trade && chunks.All(c => c.Existing(EventColumns.C) is not null);
        if (withIds) return ById(chunks);
        return kind is MarketEventKind.BookLevel ? (0, []) : ByContent(kind, chunks, session);
    }

    private static (long Count, List<int> Drop) ById(IReadOnlyList<MemoryChunk> chunks)
    {
        if (AllRising(chunks)) return (0, []);
        var drop = new List<int>();
        var seen = new HashSet<long>();
        var position = 0;
        foreach (var chunk in chunks)
        {
            foreach (var id in chunk.Existing(EventColumns.C).AsSpan(0, chunk.Rows))
            {
                if (id != 0 && !seen.Add(id)) drop.Add(position);
                position++;
            }
        }

        return (drop.Count, drop);
    }

    private static bool AllRising(IReadOnlyList<MemoryChunk> chunks)
    {
        var last = long.MinValue;
        foreach (var chunk in chunks)
        {
            foreach (var id in chunk.Existing(EventColumns.C).AsSpan(0, chunk.Rows))
            {
                if (id <= last) return false;
                last = id;
            }
        }

        return true;
    }

    private static (long Count, List<int> Drop) ByContent(MarketEventKind kind, IReadOnlyList<MemoryChunk> chunks, ImportSession session)
    {
        var bars = kind == MarketEventKind.Bar;
        long count = 0;
        var drop = new List<int>();
        var group = new HashSet<EventRow>();
        var groupTime = long.MinValue;
        EventRow? head = null;
        var position = 0;
        foreach (var chunk in chunks)
        {
            var times = RowOrder.Receive(chunk);
            for (var row = 0; row < times.Length; row++, position++)
            {
                if (times[row] != groupTime)
                {
                    groupTime = times[row];
                    head = null;
                    if (group.Count > 0) group.Clear();
                    if (row + 1 < times.Length ? times[row + 1] == groupTime : true) head = EventRow.Of(chunk, row);
                    if (head is { } first) group.Add(first);
                    continue;
                }

                if (group.Add(EventRow.Of(chunk, row)))
                {
                    if (bars) session.BadRow(0, $"two different bars at {new Timestamp(groupTime)}");
                    if (bars) drop.Add(position);
                    continue;
                }

                count++;
                if (bars) drop.Add(position);
            }
        }

        return (count, drop);
    }
}
