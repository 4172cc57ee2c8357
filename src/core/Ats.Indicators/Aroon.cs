using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Aroon up and down in [0, 100], how recent the highest high and the lowest low of the last n + 1 bars are, and their difference in
/// [-100, 100] (Chande, "A time price oscillator", 1995). Equal to TA-Lib's AROON and AROONOSC: the latest of equals counts.
/// </summary>
public sealed class Aroon : IBarIndicator
{
    private readonly double _period;
    private RecentMaximum _highs;
    private RecentMaximum _negatedLows;
    private int _missing;

    /// <param name="period">How many bars back to look, from 1; Chande used 25.</param>
    public Aroon(int period)
    {
        _period = Require.Period(period);
        WarmUp = _missing = period + 1;
        _highs = new RecentMaximum(period + 1);
        _negatedLows = new RecentMaximum(period + 1);
    }

    public bool IsReady => _missing == 0;

    /// <summary>The <see cref="Oscillator"/>.</summary>
    public double Value => Oscillator;

    /// <summary>Up - down.</summary>
    public double Oscillator => IsReady ? 100 * (_negatedLows.Age - _highs.Age) / _period : double.NaN;

    public double Up => IsReady ? 100 * (_period - _highs.Age) / _period : double.NaN;

    public double Down => IsReady ? 100 * (_period - _negatedLows.Age) / _period : double.NaN;

    public int WarmUp { get; }

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low);

    /// <summary>The same without what is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double high, double low)
    {
        if (!Finite.All(high, low)) return;
        _highs.Add(high);
        _negatedLows.Add(-low);
        if (_missing != 0) _missing--;
    }

    public void Reset()
    {
        _highs.Reset();
        _negatedLows.Reset();
        _missing = WarmUp;
    }
}
