using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// How many population standard deviations of the last n values the latest is above their mean; 0 where they are all equal. Equal to
/// (value - TA-Lib's SMA) / TA-Lib's STDDEV. Never beyond ±√(n - 1) (Samuelson, "How deviant can you be?", 1968).
/// </summary>
public sealed class ZScore : IValueIndicator
{
    private readonly double _inverse;
    private RollingMoments _moments;

    /// <param name="period">Length of the window in updates, from 2.</param>
    public ZScore(int period)
    {
        WarmUp = Require.Period(period, 2);
        _inverse = 1.0 / period;
        _moments = new RollingMoments(period);
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        _moments.Add(value);
        var deviation = Math.Sqrt(_moments.Squares * _inverse);
        Value = deviation == 0 ? 0 : (value - _moments.Mean) / deviation;
    }

    public void Reset()
    {
        _moments.Reset();
        Value = double.NaN;
    }
}
