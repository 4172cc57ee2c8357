using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Tells whether the last n values are all equal. An average is then exactly that value, whatever rounding says: the averages of a
/// price that stands still must not cross each other, nor a deviation of rounding errors be divided by another.
/// </summary>
internal struct StandStill(int period)
{
    private readonly int _period = period;
    private double _last = double.NaN;
    private long _equal;

    public void Reset()
    {
        _last = double.NaN;
        _equal = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(double value)
    {
        var equal = value == _last ? _equal + 1 : 1;
        _last = value;
        _equal = equal;
        return equal >= _period;
    }
}
