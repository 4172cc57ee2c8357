namespace Ats.Storage;

/// <summary>Facts of one kind waiting for the writer, with their places in the run; cleared and used again.</summary>
internal sealed class EntryBuffer<T>
    where T : struct
{
    private (long Sequence, long Ordinal, T Fact)[] _entries = [];
    private int _count;

    public ReadOnlySpan<(long Sequence, long Ordinal, T Fact)> Entries => _entries.AsSpan(0, _count);

    public void Add(long sequence, long ordinal, in T fact)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, Math.Max(256, _count * 2));
        ref var entry = ref _entries[_count++];
        entry.Sequence = sequence;
        entry.Ordinal = ordinal;
        entry.Fact = fact;
    }

    public void Clear() => _count = 0;
}
