using Ats.Domain;

namespace Ats.MarketData.Tapes;

/// <summary>Writes a segment to a file that does not exist yet and makes it durable; the caller renames it into place.</summary>
internal static class TapeWriter
{
    /// <returns>The index of the chunks; the chunks themselves are not kept.</returns>
    public static IReadOnlyList<ChunkIndex> Write(
        string path, InstrumentId instrument, MarketEventKind kind, int intervalMilliseconds, IEnumerable<MemoryChunk> sealedChunks, CancellationToken cancellation)
    {
        var indices = new List<ChunkIndex>();
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var header = TapeFormat.Header(instrument, kind, intervalMilliseconds);
        file.Write(header);
        long offset = header.Length;
        long rows = 0;
        foreach (var chunk in sealedChunks)
        {
            cancellation.ThrowIfCancellationRequested();
            var index = chunk.Index!;
            index.Offset = offset;
            chunk.Visit(index, file.Write);
            offset += index.Length;
            rows += index.Rows;
            indices.Add(index);
        }

        var indexBytes = TapeFormat.IndexBytes(indices);
        file.Write(indexBytes);
        file.Write(TapeFormat.Trailer(offset, indices.Count, rows, TapeFormat.FileHash(header, indexBytes)));
        file.Flush(flushToDisk: true);
        return indices;
    }
}
