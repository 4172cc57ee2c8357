using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Weighted moving average: the last n values weighted 1 (oldest) to n (latest). Equal to TA-Lib's WMA; over n equal values it is
/// exactly that value.
/// </summary>
public sealed class Wma : IValueIndicator
{
    private readonly double _weights;
    private RollingWeightedSum _sum;
    private StandStill _still;

    /// <param name="period">Length of the window in updates, from 1.</param>
    public Wma(int period)
    {
        WarmUp = Require.Period(period);
        _weights = period * (period + 1.0) / 2;
        _sum = new RollingWeightedSum(period);
        _still = new StandStill(period);
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        var mean = _sum.Add(value) / _weights;
        Value = _still.Add(value) ? value : mean;
    }

    public void Reset()
    {
        _sum.Reset();
        _still.Reset();
        Value = double.NaN;
    }
}
