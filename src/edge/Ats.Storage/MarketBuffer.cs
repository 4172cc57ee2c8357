using Ats.Domain;

namespace Ats.Storage;

/// <summary>Market events waiting for the writer, with their places in the run.</summary>
internal sealed class MarketBuffer
{
    private MarketEvent[] _events = [];
    private long[] _sequences = [];
    private long[] _ordinals = [];

    public int Count { get; private set; }

    public ReadOnlySpan<MarketEvent> Events => _events.AsSpan(0, Count);

    public ReadOnlySpan<long> Sequences => _sequences.AsSpan(0, Count);

    public ReadOnlySpan<long> Ordinals => _ordinals.AsSpan(0, Count);

    public void Add(long sequence, long ordinal, in MarketEvent market)
    {
        var at = Count;
        if (at == _events.Length) Grow();
        _events[at] = market;
        _sequences[at] = sequence;
        _ordinals[at] = ordinal;
        Count = at + 1;
    }

    public void Clear() => Count = 0;

    /// <summary>Length of the next chunk from <paramref name="start"/>: at most the limit, and never going back in sequence.</summary>
    public int ChunkLength(int start, int limit)
    {
        var end = Math.Min(Count, start + limit);
        for (var i = start + 1; i < end; i++)
        {
            if (_sequences[i] < _sequences[i - 1]) return i - start;
        }

        return end - start;
    }

    private void Grow()
    {
        var size = Math.Max(1024, Count * 2);
        Array.Resize(ref _events, size);
        Array.Resize(ref _sequences, size);
        Array.Resize(ref _ordinals, size);
    }
}
