namespace Ats.Simulation.Matching;

/// <summary>The levels too far from the touch for the window: parallel arrays sorted by key, best last. Logarithmic to find, linear to insert.</summary>
internal sealed class FarLevels
{
    private long[] _keys = new long[64];
    private PriceLevel[] _levels = new PriceLevel[64];

    public int Count { get; private set; }

    public long BestKey => _keys[Count - 1];

    public ref PriceLevel Find(long key) => ref _levels[Array.BinarySearch(_keys, 0, Count, key)];

    /// <summary>The level of a key, empty when it is new.</summary>
    public ref PriceLevel FindOrAdd(long key)
    {
        var index = Array.BinarySearch(_keys, 0, Count, key);
        if (index < 0) Insert(index = ~index, key, default);
        return ref _levels[index];
    }

    public void Remove(long key)
    {
        var index = Array.BinarySearch(_keys, 0, Count, key);
        Count--;
        Array.Copy(_keys, index + 1, _keys, index, Count - index);
        Array.Copy(_levels, index + 1, _levels, index, Count - index);
    }

    /// <summary>Sets the key of the level next worse than one; leaves it when that is the last.</summary>
    public void TryNextWorse(long key, ref long worse)
    {
        var index = Array.BinarySearch(_keys, 0, Count, key);
        if (index > 0) worse = _keys[index - 1];
    }

    /// <summary>Takes the best level out.</summary>
    public PriceLevel Pop() => _levels[--Count];

    /// <summary>Puts a level at the end whatever its key; <see cref="ReverseFrom"/> makes good the order.</summary>
    public void Append(long key, PriceLevel level) => Insert(Count, key, level);

    /// <summary>Reverses the levels from an index on: those appended best first now stand best last.</summary>
    public void ReverseFrom(int index)
    {
        Array.Reverse(_keys, index, Count - index);
        Array.Reverse(_levels, index, Count - index);
    }

    private void Insert(int index, long key, PriceLevel level)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _levels, Count * 2);
        }

        Array.Copy(_keys, index, _keys, index + 1, Count - index);
        Array.Copy(_levels, index, _levels, index + 1, Count - index);
        _keys[index] = key;
        _levels[index] = level;
        Count++;
    }
}
