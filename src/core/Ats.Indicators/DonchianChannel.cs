using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// The highest high and the lowest low of the last n bars, this one included (Richard Donchian's four-week rule): a breakout is a
/// price beyond the channel as it stood one bar before. Equal to TA-Lib's MAX of highs and MIN of lows.
/// </summary>
public sealed class DonchianChannel : IBarIndicator
{
    private RollingMaximum _highs;
    private RollingMaximum _negatedLows;
    private double _upper;
    private double _lower;
    private int _missing;

    /// <param name="period">Length of the window in bars, from 1; commonly 20.</param>
    public DonchianChannel(int period)
    {
        WarmUp = _missing = Require.Period(period);
        _highs = new RollingMaximum(period);
        _negatedLows = new RollingMaximum(period);
    }

    public bool IsReady => _missing == 0;

    /// <summary>The <see cref="Middle"/>.</summary>
    public double Value => Middle;

    public double Upper => IsReady ? _upper : double.NaN;

    public double Lower => IsReady ? _lower : double.NaN;

    /// <summary>Halfway between the two.</summary>
    public double Middle => IsReady ? (_upper + _lower) * 0.5 : double.NaN;

    public int WarmUp { get; }

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low);

    /// <summary>The same without what is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double high, double low)
    {
        if (!Finite.All(high, low)) return;
        _upper = _highs.Add(high);
        _lower = -_negatedLows.Add(-low);
        if (_missing != 0) _missing--;
    }

    public void Reset()
    {
        _highs.Reset();
        _negatedLows.Reset();
        _missing = WarmUp;
    }
}
