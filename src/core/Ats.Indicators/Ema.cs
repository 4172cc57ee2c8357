using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Exponential moving average with weight 2 / (n + 1), seeded with the mean of the first n values. Equal to TA-Lib's EMA
/// (unstable period 0).
/// </summary>
public sealed class Ema : IValueIndicator
{
    private Smoother _smoother;

    /// <param name="period">The n of the weight and of the seed, in updates, from 1.</param>
    public Ema(int period)
    {
        WarmUp = Require.Period(period);
        _smoother = Smoother.Exponential(period);
    }

    public bool IsReady => _smoother.IsReady;

    public double Value => _smoother.Value;

    public int WarmUp { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        _smoother.Add(value);
    }

    public void Reset() => _smoother.Reset();
}
