using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// The sum of the last n values weighted 1 (oldest) to n (latest), in two stacks like <see cref="RollingSum"/>: nothing is subtracted,
/// nothing drifts.
/// </summary>
internal struct RollingWeightedSum
{
    // Before _next, values of the new block; from _next on, weighted suffix sums of the old one; a zero at the end.
    private readonly double[] _slots;
    private double _sum;
    private double _weighted;
    private int _next;

    public RollingWeightedSum(int period)
    {
        _slots = new double[period + 1];
        Reset();
    }

    public void Reset()
    {
        Array.Fill(_slots, double.NaN);
        _slots[^1] = 0;
        _sum = _weighted = 0;
        _next = 0;
    }

    /// <summary>Takes a value; gives the weighted sum of the last n, NaN until there are n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value)
    {
        var slots = _slots;
        var i = _next;
        slots[i] = value;
        i++;
        _sum += value;
        _weighted = Math.FusedMultiplyAdd(value, i, _weighted);
        var old = slots.Length - 1 - i;
        var sum = Math.FusedMultiplyAdd(_sum, old, _weighted) + slots[i];
        _next = i;
        if (old == 0) Wrap();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wrap()
    {
        var slots = _slots;
        double sum = 0, weighted = 0;
        for (var i = slots.Length - 2; i >= 0; i--)
        {
            sum += slots[i];
            weighted += sum;
            slots[i] = weighted;
        }

        _sum = _weighted = 0;
        _next = 0;
    }
}
