using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Williams %R in [-100, 0]: how far the close is below the highest high, in the range of the last n bars (Williams, "How I Made One
/// Million Dollars Last Year Trading Commodities", 1973). Equal to TA-Lib's WILLR, but in a window without any range it is the neutral -50
/// where TA-Lib gives 0.
/// </summary>
public sealed class WilliamsR : IBarIndicator
{
    private RollingMaximum _highs;
    private RollingMaximum _negatedLows;
    private int _missing;

    /// <param name="period">Length of the window in bars, from 1; commonly 14.</param>
    public WilliamsR(int period)
    {
        WarmUp = _missing = Require.Period(period);
        _highs = new RollingMaximum(period);
        _negatedLows = new RollingMaximum(period);
    }

    public bool IsReady => _missing == 0;

    public double Value { get; private set; } = double.NaN;

    public int WarmUp { get; }

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low, close);

    /// <summary>The same without what is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double high, double low, double close)
    {
        if (!Finite.All(high, low, close)) return;
        var highest = _highs.Add(high);
        var lowest = -_negatedLows.Add(-low);
        if (_missing > 0 && --_missing > 0) return;
        var range = highest - lowest;
        Value = range > 0 ? -100 * (highest - close) / range : -50;
    }

    public void Reset()
    {
        _highs.Reset();
        _negatedLows.Reset();
        _missing = WarmUp;
        Value = double.NaN;
    }
}
