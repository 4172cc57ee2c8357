using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ats.Indicators;

/// <summary>
/// The largest of the last n values in amortised three comparisons and no branch that depends on them (van Herk, "A fast algorithm for
/// local minimum and maximum filters", 1992; Gil and Werman, 1993): two stacks like <see cref="RollingSum"/>.
/// The smallest is the largest of the negated values, which is exact.
/// </summary>
internal struct RollingMaximum
{
    // Before _next, values of the new block; from _next on, suffix maxima of the old one; minus infinity at the end.
    private readonly double[] _slots;
    private double _fresh;
    private int _next;

    public RollingMaximum(int period)
    {
        _slots = new double[period + 1];
        Reset();
    }

    public void Reset()
    {
        Array.Fill(_slots, double.NegativeInfinity);
        _fresh = double.NegativeInfinity;
        _next = 0;
    }

    /// <summary>Takes a finite value; gives the largest of the last n (of all, while there are fewer).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value)
    {
        // _next is from 0 to n - 1 here, and there are n + 1 slots.
        ref var slot = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), _next);
        var fresh = double.MaxNative(_fresh, value);
        slot = value;
        var maximum = double.MaxNative(Unsafe.Add(ref slot, 1), fresh);
        _fresh = fresh;
        if (++_next == _slots.Length - 1) Wrap();
        return maximum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wrap()
    {
        var slots = _slots;
        var suffix = double.NegativeInfinity;
        for (var i = slots.Length - 2; i >= 0; i--)
        {
            suffix = double.MaxNative(suffix, slots[i]);
            slots[i] = suffix;
        }

        _fresh = double.NegativeInfinity;
        _next = 0;
    }
}
