using System.Runtime.CompilerServices;

namespace Ats.Forecasting.Features;

/// <summary>An exponentially weighted mean of one value a second that is the plain mean until it has seen as much as it remembers: it grows from the start.</summary>
internal struct GrowingMean(double seconds)
{
    private readonly double _share = 1 - Math.Exp(-1 / seconds);
    private double _seen;

    public double Value { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        _seen++;
        Value += Math.Max(_share, 1 / _seen) * (value - Value);
    }

    public void Reset() => (_seen, Value) = (0, 0);
}
