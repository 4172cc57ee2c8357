using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>Simple moving average: the mean of the last n values. Equal to TA-Lib's SMA; over n equal values it is exactly that value.</summary>
public sealed class Sma : IValueIndicator
{
    private readonly double _period;
    private RollingSum _sum;
    private StandStill _still;
    private double _value = double.NaN;

    /// <param name="period">Length of the window in updates, from 1.</param>
    public Sma(int period)
    {
        WarmUp = Require.Period(period);
        _period = period;
        _sum = new RollingSum(period);
        _still = new StandStill(period);
    }

    public bool IsReady => !double.IsNaN(_value);

    public double Value => _value;

    public int WarmUp { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        var mean = _sum.Add(value) / _period;
        _value = _still.Add(value) ? value : mean;
    }

    public void Reset()
    {
        _sum.Reset();
        _still.Reset();
        _value = double.NaN;
    }
}
