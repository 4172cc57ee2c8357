using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ats.Indicators;

/// <summary>
/// The sum of the last n values without ever subtracting one, so that nothing drifts and a window of zeros sums to exactly zero.
/// Two stacks (Tangwongsan, Hirzel and Schneider, "Low-latency sliding-window aggregation in worst-case constant time", 2017, §2):
/// the values since the last wrap are summed as they come; at a wrap the buffer is turned into its own suffix sums, once per n updates.
/// </summary>
internal struct RollingSum
{
    // Slots before _next hold values since the last wrap; slots from _next on hold suffix sums of the block before it, and the
    // one extra slot at the end is always zero. Before the first wrap the suffix sums are NaN, which makes the sum NaN too.
    private readonly double[] _slots;
    private double _fresh;
    private int _next;

    public RollingSum(int period)
    {
        _slots = new double[period + 1];
        Reset();
    }

    public void Reset()
    {
        Array.Fill(_slots, double.NaN);
        _slots[^1] = 0;
        _fresh = 0;
        _next = 0;
    }

    /// <summary>Takes a value; gives the sum of the last n, NaN until there are n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value)
    {
        // _next is from 0 to n - 1 here, and there are n + 1 slots.
        ref var slot = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), _next);
        var fresh = _fresh + value;
        slot = value;
        var sum = Unsafe.Add(ref slot, 1) + fresh;
        _fresh = fresh;
        if (++_next == _slots.Length - 1) Wrap();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wrap()
    {
        var slots = _slots;
        var suffix = 0.0;
        var i = slots.Length - 2;
        // In pairs, which halves the chain of additions that wait for each other.
        for (; i >= 1; i -= 2)
        {
            var last = slots[i];
            var both = slots[i - 1] + last;
            slots[i] = suffix + last;
            suffix += both;
            slots[i - 1] = suffix;
        }

        if (i == 0) slots[0] += suffix;

        _fresh = 0;
        _next = 0;
    }
}
