namespace Ats.MarketData.Tapes;

/// <summary>Rows of one segment in chunks, in receive-time order: on tape or in memory.</summary>
internal interface IChunkStore : IDisposable
{
    IReadOnlyList<ChunkIndex> Chunks { get; }

    /// <summary>The columns of a chunk, verified.</summary>
    ChunkView Open(int chunk);
}
