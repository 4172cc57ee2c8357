using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>Wilder's true range: the span of this bar and the last close together; NaN for the first bar.</summary>
internal struct TrueRange
{
    private double _close = double.NaN;

    public TrueRange()
    {
    }

    public void Reset() => _close = double.NaN;

    /// <summary>Takes a bar of finite prices. MaxNative(NaN, x) differs between processors, hence the subtraction that keeps NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double high, double low, double close)
    {
        var previous = _close;
        _close = close;
        return double.IsNaN(previous) ? previous : double.MaxNative(high, previous) - double.MinNative(low, previous);
    }
}
