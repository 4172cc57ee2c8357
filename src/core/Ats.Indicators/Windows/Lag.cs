using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>A ring that gives back the value of n updates ago, NaN while there is none.</summary>
internal struct Lag
{
    private readonly double[] _ring;
    private int _next;

    public Lag(int period)
    {
        _ring = new double[period];
        Reset();
    }

    public void Reset()
    {
        Array.Fill(_ring, double.NaN);
        _next = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Exchange(double value)
    {
        var ring = _ring;
        var i = _next;
        ref var slot = ref ring[i];
        var old = slot;
        slot = value;
        i++;
        _next = i == ring.Length ? 0 : i;
        return old;
    }
}
