using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>Simple moving average: the mean of the last n values. Equal to TA-Lib's SMA; over n equal values it is exactly that value.</summary>
public sealed class Sma : IValueIndicator
{
    private readonly double _period;
    private RollingSum _sum;
    private double _last = double.NaN;
    private double _value = double.NaN;
    private long _equal;

    /// <param name="period">Length of the window in updates, from 1.</param>
    public Sma(int period)
    {
        WarmUp = Require.Period(period);
        _period = period;
        _sum = new RollingSum(period);
    }

    public bool IsReady => !double.IsNaN(_value);

    public double Value => _value;

    public int WarmUp { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        // Rounding must not make the averages of a price that stands still cross each other.
        _equal = value == _last ? _equal + 1 : 1;
        _last = value;
        var mean = _sum.Add(value) / _period;
        _value = _equal >= WarmUp ? value : mean;
    }

    public void Reset()
    {
        _sum.Reset();
        _last = _value = double.NaN;
        _equal = 0;
    }
}
