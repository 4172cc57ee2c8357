using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// The largest of the last n values and its age, amortised O(1): a queue of candidates kept in falling order in a ring
/// (Lemire, "Streaming maximum-minimum filter using no more than three comparisons per element", 2006).
/// For what needs the age; <see cref="RollingMaximum"/> is faster.
/// </summary>
internal struct RecentMaximum
{
    private readonly Candidate[] _ring;
    private readonly int _period;
    private long _now;
    private int _head;
    private int _tail;

    public RecentMaximum(int period)
    {
        _period = period;
        _ring = new Candidate[BitOperations.RoundUpToPowerOf2((uint)period + 1)];
    }

    /// <summary>How many updates ago the largest value came, 0 for the latest; the latest of equals counts.</summary>
    public readonly int Age => (int)(_now - _ring[_head & (_ring.Length - 1)].Time);

    public void Reset()
    {
        _now = 0;
        _head = _tail = 0;
    }

    /// <summary>Takes a value; gives the largest of the last n (of all, while there are fewer).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value)
    {
        var ring = _ring;
        var mask = ring.Length - 1;
        var now = ++_now;
        int head = _head, tail = _tail;
        if (tail != head && ring[head & mask].Time <= now - _period) head++;
        while (tail != head && ring[(tail - 1) & mask].Value <= value) tail--;
        ref var last = ref ring[tail & mask];
        last.Value = value;
        last.Time = now;
        _tail = tail + 1;
        _head = head;
        return ring[head & mask].Value;
    }

    private struct Candidate
    {
        public double Value;
        public long Time;
    }
}
