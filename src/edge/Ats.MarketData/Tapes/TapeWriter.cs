using Ats.Domain;

namespace Ats.MarketData.Tapes;

/// <summary>Writes a segment to a file that does not exist yet and makes it durable; the caller renames it into place.</summary>
internal static class TapeWriter
{
    public static void Write(string path, InstrumentId instrument, MarketEventKind kind, int intervalMilliseconds, MemoryChunkStore store, CancellationToken cancellation)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var header = TapeFormat.Header(instrument, kind, intervalMilliseconds);
        file.Write(header);
        long offset = header.Length;
        long rows = 0;
        foreach (var chunk in store.Memory)
        {
            cancellation.ThrowIfCancellationRequested();
            var index = chunk.Index!;
            index.Offset = offset;
            chunk.Visit(index, file.Write);
            offset += index.Length;
            rows += index.Rows;
        }

        var indexBytes = TapeFormat.IndexBytes(store.Chunks);
        file.Write(indexBytes);
        file.Write(TapeFormat.Trailer(offset, store.Chunks.Count, rows, TapeFormat.FileHash(header, indexBytes)));
        file.Flush(flushToDisk: true);
    }
}
