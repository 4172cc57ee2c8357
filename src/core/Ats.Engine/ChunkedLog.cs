using System.Collections;
using System.Runtime.CompilerServices;

namespace Ats.Engine;

/// <summary>An append-only list in fixed chunks: never copies what it holds, grows without a large-array doubling.</summary>
public sealed class ChunkedLog<T> : IReadOnlyList<T>
{
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly List<T[]> _chunks = [];
    private T[] _tail = [];
    private int _used;

    public int Count => _chunks.Count == 0 ? 0 : ((_chunks.Count - 1) << ChunkBits) + _used;

    public ref readonly T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];
        }
    }

    T IReadOnlyList<T>.this[int index] => this[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T item)
    {
        if ((uint)_used >= (uint)_tail.Length) Grow();
        _tail[_used++] = item;
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Grow()
    {
        _tail = new T[ChunkSize];
        _chunks.Add(_tail);
        _used = 0;
    }
}
