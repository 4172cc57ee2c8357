using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Double exponential moving average: 2 × EMA - EMA of the EMA, which lags less (Mulloy, "Smoothing data with faster moving
/// averages", 1994). Equal to TA-Lib's DEMA.
/// </summary>
public sealed class Dema : IValueIndicator
{
    private Smoother _once;
    private Smoother _twice;

    /// <param name="period">The n of both averages, in updates, from 1.</param>
    public Dema(int period)
    {
        WarmUp = (2 * Require.Period(period)) - 1;
        _once = Smoother.Exponential(period);
        _twice = Smoother.Exponential(period);
    }

    public bool IsReady => _twice.IsReady;

    public double Value => (2 * _once.Value) - _twice.Value;

    public int WarmUp { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        _once.Add(value);
        if (_once.IsReady) _twice.Add(_once.Value);
    }

    public void Reset()
    {
        _once.Reset();
        _twice.Reset();
    }
}
