using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// An EMA of the closes with bands a number of average true ranges away (Keltner, "How to Make Money in Commodities", 1960, in
/// Raschke's form with EMA and ATR). Equal to TA-Lib's EMA ± multiplier × TA-Lib's ATR.
/// </summary>
public sealed class KeltnerChannel : IBarIndicator
{
    private readonly double _multiplier;
    private TrueRange _trueRange = new();
    private Smoother _middle;
    private Smoother _atr;

    /// <param name="period">Period of the EMA in bars, from 1; commonly 20.</param>
    /// <param name="atrPeriod">Wilder's n of the average true range in bars, from 1; commonly 10.</param>
    /// <param name="multiplier">Distance of the bands in average true ranges, from 0 to 100; commonly 2.</param>
    public KeltnerChannel(int period, int atrPeriod, double multiplier)
    {
        WarmUp = Math.Max(Require.Period(period), Require.Period(atrPeriod) + 1);
        _multiplier = Require.Within(multiplier, 0, 100);
        _middle = Smoother.Exponential(period);
        _atr = Smoother.Wilder(atrPeriod);
    }

    public bool IsReady => _middle.IsReady && _atr.IsReady;

    /// <summary>The <see cref="Middle"/>.</summary>
    public double Value => Middle;

    public double Middle => _atr.IsReady ? _middle.Value : double.NaN;

    public double Upper => _middle.Value + (_multiplier * _atr.Value);

    public double Lower => _middle.Value - (_multiplier * _atr.Value);

    public int WarmUp { get; }

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low, close);

    /// <summary>The same without what is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double high, double low, double close)
    {
        if (!Finite.All(high, low, close)) return;
        _middle.Add(close);
        var range = _trueRange.Add(high, low, close);
        if (!double.IsNaN(range)) _atr.Add(range);
    }

    public void Reset()
    {
        _trueRange.Reset();
        _middle.Reset();
        _atr.Reset();
    }
}
