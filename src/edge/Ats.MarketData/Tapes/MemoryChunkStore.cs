namespace Ats.MarketData.Tapes;

/// <summary>Sealed chunks in memory: a raw file opened without writing anything, or an import before it is written.</summary>
internal sealed class MemoryChunkStore(IReadOnlyList<MemoryChunk> chunks) : IChunkStore
{
    public IReadOnlyList<MemoryChunk> Memory => chunks;

    public IReadOnlyList<ChunkIndex> Chunks { get; } = [.. chunks.Select(c => c.Index!)];

    public ChunkView Open(int chunk) => chunks[chunk].View();

    public void Dispose()
    {
    }
}
