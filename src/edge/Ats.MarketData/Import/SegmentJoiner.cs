using System.Security.Cryptography;
using System.Text;
using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Import;

/// <summary>One tape out of several that follow each other, with memory for one chunk.</summary>
internal static class SegmentJoiner
{
    private const int ReadRows = 1024;

    /// <summary>Writes the joined tape; closes those given. Counts are sums, gaps include those between the parts.</summary>
    public static SegmentInfo Join(IReadOnlyList<SegmentInfo> parts, IReadOnlyList<Tape> tapes, ImportTransaction transaction)
    {
        try
        {
            var first = parts[0];
            IReadOnlyList<ChunkIndex> chunks = [];
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(parts.Select(p => p.ContentHash)))));
            var file = transaction.WriteTape(
                first.InstrumentId,
                first.Kind,
                first.IntervalMilliseconds,
                hash,
                path => chunks = TapeWriter.Write(path, first.InstrumentId, first.Kind, first.IntervalMilliseconds, Chunks(tapes, first.Kind), CancellationToken.None));
            var content = TapeFormat.ContentHash(first.InstrumentId, first.Kind, first.IntervalMilliseconds, chunks);
            return Sum(parts) with { File = file, ContentHash = content.ToString("x32") };
        }
        finally
        {
            foreach (var tape in tapes) tape.Dispose();
        }
    }

    private static IEnumerable<MemoryChunk> Chunks(IReadOnlyList<Tape> tapes, MarketEventKind kind)
    {
        var payload = EventColumns.PayloadCount(kind);
        var buffer = new MarketEvent[ReadRows];
        var chunk = new MemoryChunk();
        foreach (var tape in tapes)
        {
            var source = tape.CreateSource(0);
            for (var read = source.Read(buffer); read > 0; read = source.Read(buffer))
            {
                for (var i = 0; i < read; i++)
                {
                    if (chunk.Free == 0)
                    {
                        chunk.Seal();
                        yield return chunk;
                        chunk = new MemoryChunk();
                    }

                    chunk.Add(in buffer[i], payload);
                }
            }
        }

        chunk.Seal();
        yield return chunk;
    }

    private static SegmentInfo Sum(IReadOnlyList<SegmentInfo> parts)
    {
        var tick = new CommonDivisor();
        var lot = new CommonDivisor();
        foreach (var part in parts)
        {
            tick.Add(part.TickRaw);
            lot.Add(part.LotRaw);
        }

        return parts[0] with
        {
            Rows = parts.Sum(p => p.Rows),
            LastExchangeTimeNs = parts[^1].LastExchangeTimeNs,
            LastReceiveTimeNs = parts[^1].LastReceiveTimeNs,
            Gaps = GapSummary.Sum([.. parts.Select(p => p.Gaps), SeriesGaps.Between(parts)]),
            Duplicates = parts.Sum(p => p.Duplicates),
            DuplicatesDropped = parts.Sum(p => p.DuplicatesDropped),
            OutOfOrder = parts.Sum(p => p.OutOfOrder),
            BadRows = parts.Sum(p => p.BadRows),
            StaleRows = parts.Sum(p => p.StaleRows),
            EmptyTrades = parts.Sum(p => p.EmptyTrades),
            RoundedValues = parts.Sum(p => p.RoundedValues),
            SequenceBreaks = parts.Sum(p => p.SequenceBreaks),
            ReceivedBeforeExchange = parts.Sum(p => p.ReceivedBeforeExchange),
            TickRaw = tick.Value,
            LotRaw = lot.Value,
            Notes = [.. parts.SelectMany(p => p.Notes).Distinct()],
        };
    }
}
