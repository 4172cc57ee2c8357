using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>The last moments at which something happened, to be counted over a rolling window. Keeps as many as its capacity.</summary>
public sealed class RollingTimes(int capacity)
{
    private long[] _times = [];
    private int _next;

    /// <summary>How many are kept, at most the capacity.</summary>
    public int Kept { get; private set; }

    public void Add(Timestamp time)
    {
        // Only arms that have limits and trade pay for the memory.
        if (_times.Length == 0) _times = new long[capacity];
        _times[_next] = time.Nanoseconds;
        _next = _next + 1 == _times.Length ? 0 : _next + 1;
        if (Kept < _times.Length) Kept++;
    }

    /// <summary>How many happened after (now - window), at most the capacity; one exactly a window ago is out.</summary>
    public int Count(Timestamp now, long windowNanoseconds)
    {
        var count = 0;
        while (count < Kept && now.Nanoseconds - Back(count) < windowNanoseconds) count++;
        return count;
    }

    /// <summary>True when at least so many happened within the window; constant time.</summary>
    public bool HasAtLeast(int count, Timestamp now, long windowNanoseconds) =>
        count <= 0 || (count <= Kept && now.Nanoseconds - Back(count - 1) < windowNanoseconds);

    public void Clear() => Kept = 0;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Timestamp> Capture() => [.. Enumerable.Range(0, Kept).Select(i => new Timestamp(Back(Kept - 1 - i)))];

    /// <summary>The i-th from the newest.</summary>
    private long Back(int i)
    {
        var at = _next - 1 - i;
        return _times[at < 0 ? at + _times.Length : at];
    }
}
