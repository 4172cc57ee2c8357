using Ats.Domain;

namespace Ats.Storage;

/// <summary>The events of chunks, which come by first sequence and may overlap, in the order of the run.</summary>
internal static class MarketMerge
{
    public static IEnumerable<PositionedEntry> Merge(IEnumerable<MarketChunk> chunks, long fromSequence)
    {
        var open = new PriorityQueue<(MarketChunk Chunk, int At), (long Sequence, long Ordinal)>();
        foreach (var chunk in chunks)
        {
            while (open.TryPeek(out _, out var place) && place.Sequence < chunk.Sequences[0]) yield return Next(open);
            Push(open, chunk, FirstFrom(chunk, fromSequence));
        }

        while (open.Count > 0) yield return Next(open);
    }

    private static int FirstFrom(MarketChunk chunk, long fromSequence)
    {
        var at = 0;
        while (at < chunk.Sequences.Length && chunk.Sequences[at] < fromSequence) at++;
        return at;
    }

    private static PositionedEntry Next(PriorityQueue<(MarketChunk Chunk, int At), (long Sequence, long Ordinal)> open)
    {
        var (chunk, at) = open.Dequeue();
        Push(open, chunk, at + 1);
        return new PositionedEntry(chunk.Ordinals[at], new JournalEntry(JournalKind.Market, chunk.Sequences[at], chunk.Events[at]));
    }

    private static void Push(PriorityQueue<(MarketChunk Chunk, int At), (long Sequence, long Ordinal)> open, MarketChunk chunk, int at)
    {
        if (at < chunk.Sequences.Length) open.Enqueue((chunk, at), (chunk.Sequences[at], chunk.Ordinals[at]));
    }
}
