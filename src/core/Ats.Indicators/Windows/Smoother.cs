using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Exponential smoothing seeded, as in TA-Lib, with the plain mean of its first n values: then s + weight × (x - s).
/// A weight of 2 / (n + 1) is the EMA's, 1 / n is Wilder's.
/// </summary>
internal struct Smoother
{
    private readonly double _weight;
    private readonly int _period;
    private double _state;
    private int _missing;

    private Smoother(int period, double weight)
    {
        _period = period;
        _weight = weight;
        _missing = period;
    }

    public readonly bool IsReady => _missing == 0;

    /// <summary>The smoothed value, NaN until seeded.</summary>
    public readonly double Value => _missing == 0 ? _state : double.NaN;

    public static Smoother Exponential(int period) => new(period, 2.0 / (period + 1));

    public static Smoother Wilder(int period) => new(period, 1.0 / period);

    public void Reset()
    {
        _state = 0;
        _missing = _period;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        if (_missing == 0)
            _state = Math.FusedMultiplyAdd(value - _state, _weight, _state);
        else
            Seed(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Seed(double value)
    {
        _state += value;
        if (--_missing == 0) _state /= _period;
    }
}
