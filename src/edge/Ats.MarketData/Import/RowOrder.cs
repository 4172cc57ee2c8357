using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Import;

/// <summary>Receive-time order of rows still in memory: how far it holds, and how to make it hold.</summary>
internal static class RowOrder
{
    /// <summary>Rows received earlier than the row before, and the smallest step forward (0 = none).</summary>
    public static (long OutOfOrder, long SmallestStepNs) Scan(IReadOnlyList<MemoryChunk> chunks)
    {
        long outOfOrder = 0;
        var smallest = long.MaxValue;
        var previous = chunks.Count > 0 && chunks[0].Rows > 0 ? Receive(chunks[0])[0] : 0;
        foreach (var chunk in chunks)
        {
            foreach (var time in Receive(chunk))
            {
                var step = time - previous;
                if (step < 0) outOfOrder++;
                else if (step != 0 && step < smallest) smallest = step;
                previous = time;
            }
        }

        return (outOfOrder, smallest == long.MaxValue ? 0 : smallest);
    }

    /// <summary>The first time that is not a whole number of steps after the time before; null when there is none.</summary>
    public static Timestamp? FirstOffGrid(IReadOnlyList<MemoryChunk> chunks, long stepNs)
    {
        long previous = 0;
        foreach (var chunk in chunks)
        {
            foreach (var time in Receive(chunk))
            {
                if (previous != 0 && time - previous != stepNs && (time - previous) % stepNs != 0) return new Timestamp(time);
                previous = time;
            }
        }

        return null;
    }

    /// <summary>The rows in receive-time order; rows of one time keep their order.</summary>
    public static List<MemoryChunk> Sort(IReadOnlyList<MemoryChunk> chunks)
    {
        var rows = chunks.Sum(c => c.Rows);
        var times = new long[rows];
        var order = new int[rows];
        var at = 0;
        foreach (var chunk in chunks)
        {
            Receive(chunk).CopyTo(times.AsSpan(at));
            at += chunk.Rows;
        }

        for (var i = 0; i < rows; i++) order[i] = i;
        Array.Sort(times, order);
        for (var start = 0; start < rows;)
        {
            var end = start + 1;
            while (end < rows && times[end] == times[start]) end++;
            if (end - start > 1) Array.Sort(order, start, end - start);
            start = end;
        }

        return Gather(chunks, order);
    }

    /// <summary>The rows but those at the given positions (ascending).</summary>
    public static List<MemoryChunk> Without(IReadOnlyList<MemoryChunk> chunks, List<int> drop)
    {
        var rows = chunks.Sum(c => c.Rows);
        var order = new int[rows - drop.Count];
        int next = 0, written = 0;
        for (var i = 0; i < rows; i++)
        {
            if (next < drop.Count && drop[next] == i) next++;
            else order[written++] = i;
        }

        return Gather(chunks, order);
    }

    /// <summary>Chunk and row of a position; importers fill every chunk but the last unless bad rows were left out.</summary>
    public static int[] Starts(IReadOnlyList<MemoryChunk> chunks)
    {
        var starts = new int[chunks.Count + 1];
        for (var i = 0; i < chunks.Count; i++) starts[i + 1] = starts[i] + chunks[i].Rows;
        return starts;
    }

    public static ReadOnlySpan<long> Receive(MemoryChunk chunk) =>
        (chunk.Existing(EventColumns.Receive) ?? chunk.Existing(EventColumns.Exchange)).AsSpan(0, chunk.Rows);

    private static List<MemoryChunk> Gather(IReadOnlyList<MemoryChunk> chunks, int[] order)
    {
        var starts = Starts(chunks);
        var result = new List<MemoryChunk>();
        for (var from = 0; from < order.Length; from += ChunkIndex.MaxRows)
        {
            var part = order.AsSpan(from, Math.Min(ChunkIndex.MaxRows, order.Length - from));
            var made = new MemoryChunk { Rows = part.Length };
            for (var i = 0; i < part.Length; i++)
            {
                var chunk = Array.BinarySearch(starts, part[i]);
                if (chunk < 0) chunk = ~chunk - 1;
                made.CopyRow(i, chunks[chunk], part[i] - starts[chunk]);
            }

            result.Add(made);
        }

        return result;
    }
}
