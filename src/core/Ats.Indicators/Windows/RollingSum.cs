using System.Runtime.CompilerServices;

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

    public readonly int Period => _slots.Length - 1;

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
        var slots = _slots;
        var i = _next;
        var fresh = _fresh + value;
        slots[i] = value;
        i++;
        var sum = slots[i] + fresh;
        _fresh = fresh;
        _next = i;
        if (i == slots.Length - 1) Wrap();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wrap()
    {
        var slots = _slots;
        var suffix = 0.0;
        for (var i = slots.Length - 2; i >= 0; i--)
        {
            suffix += slots[i];
            slots[i] = suffix;
        }

        _fresh = 0;
        _next = 0;
    }
}
