using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// A moving average and bands a number of standard deviations away from it (Bollinger, "Bollinger on Bollinger Bands", 2001; the
/// deviation is the population's). Equal to TA-Lib's BBANDS with a simple average.
/// </summary>
public sealed class BollingerBands : IValueIndicator
{
    private readonly double _inverse;
    private readonly double _multiplier;
    private RollingMoments _moments;

    /// <param name="period">Length of the window in updates, from 2; commonly 20.</param>
    /// <param name="multiplier">Distance of the bands in standard deviations, from 0 to 100; commonly 2.</param>
    public BollingerBands(int period, double multiplier)
    {
        WarmUp = Require.Period(period, 2);
        _multiplier = Require.Within(multiplier, 0, 100);
        _inverse = 1.0 / period;
        _moments = new RollingMoments(period);
    }

    public bool IsReady => !double.IsNaN(StandardDeviation);

    /// <summary>The <see cref="Middle"/>.</summary>
    public double Value => Middle;

    /// <summary>The mean of the window.</summary>
    public double Middle => _moments.Mean;

    public double Upper => Math.FusedMultiplyAdd(_multiplier, StandardDeviation, _moments.Mean);

    public double Lower => Math.FusedMultiplyAdd(-_multiplier, StandardDeviation, _moments.Mean);

    /// <summary>The population standard deviation of the window.</summary>
    public double StandardDeviation { get; private set; } = double.NaN;

    public int WarmUp { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        _moments.Add(value);
        StandardDeviation = Math.Sqrt(_moments.Squares * _inverse);
    }

    public void Reset()
    {
        _moments.Reset();
        StandardDeviation = double.NaN;
    }
}
