using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Average true range, in price units, by Wilder's smoothing (Wilder, "New Concepts in Technical Trading Systems", 1978). Equal to
/// TA-Lib's ATR: the first bar has no true range, the next n seed the average.
/// </summary>
public sealed class Atr : IBarIndicator
{
    private TrueRange _range = new();
    private Smoother _smoother;

    /// <param name="period">Wilder's n, in bars, from 1; he used 14.</param>
    public Atr(int period)
    {
        WarmUp = Require.Period(period) + 1;
        _smoother = Smoother.Wilder(period);
    }

    public bool IsReady => _smoother.IsReady;

    public double Value => _smoother.Value;

    public int WarmUp { get; }

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low, close);

    /// <summary>The same without what is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double high, double low, double close)
    {
        if (!Finite.All(high, low, close)) return;
        var range = _range.Add(high, low, close);
        if (!double.IsNaN(range)) _smoother.Add(range);
    }

    public void Reset()
    {
        _range.Reset();
        _smoother.Reset();
    }
}
