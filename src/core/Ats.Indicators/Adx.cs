using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ats.Indicators;

/// <summary>
/// Average directional index in [0, 100], how strongly a market trends either way, and the directional indicators +DI and -DI that
/// say which way (Wilder, "New Concepts in Technical Trading Systems", 1978). Equal to TA-Lib's ADX, PLUS_DI and MINUS_DI; where
/// nothing moves the DIs are 0 and the ADX stays what it was.
/// </summary>
public sealed class Adx : IBarIndicator
{
    // Wilder's sums of a market that stands still decay towards zero; below this they carry no digits worth a ratio.
    private const double Nothing = 1e-290;

    private readonly double _decay;
    private readonly int _period;
    private TrueRange _trueRange = new();
    private Smoother _adx;
    private double _high;
    private double _low;
    private double _plus;
    private double _minus;
    private double _range;
    private int _bars;

    /// <param name="period">Wilder's n, in bars, from 2; he used 14.</param>
    public Adx(int period)
    {
        _period = Require.Period(period, 2);
        WarmUp = 2 * period;
        _decay = 1 - (1.0 / period);
        _adx = Smoother.Wilder(period);
    }

    public bool IsReady => _adx.IsReady;

    public double Value => _adx.Value;

    /// <summary>+DI in [0, 100]: the share of upward movement in the true range.</summary>
    public double PlusDi => Share(_plus);

    /// <summary>-DI in [0, 100]: the share of downward movement in the true range.</summary>
    public double MinusDi => Share(_minus);

    public int WarmUp { get; }

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low, close);

    /// <summary>The same without what is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double high, double low, double close)
    {
        if (!Finite.All(high, low, close)) return;
        double up = high - _high, down = _low - low;
        _high = high;
        _low = low;
        var range = _trueRange.Add(high, low, close);

        // The first n - 1 movements are summed, those that follow smoothed in.
        var decay = _decay;
        if (_bars < _period)
        {
            if (_bars++ == 0) return;
            if (_bars <= _period) decay = 1;
        }

        // The larger of the two if it is above zero, the other counting nothing: masked, for a branch here is never foreseen.
        var ups = Vector128.CreateScalar(double.MaxNative(up, 0));
        var downs = Vector128.CreateScalar(double.MaxNative(down, 0));
        var plus = Math.FusedMultiplyAdd(_plus, decay, (ups & Vector128.GreaterThan(ups, downs)).ToScalar());
        var minus = Math.FusedMultiplyAdd(_minus, decay, (downs & Vector128.GreaterThan(downs, ups)).ToScalar());
        _plus = plus;
        _minus = minus;
        _range = Math.FusedMultiplyAdd(_range, decay, range);
        if (decay == 1) return;

        var total = plus + minus;
        if (total >= Nothing) _adx.Add(100 * Math.Abs(plus - minus) / total);
        else if (!_adx.IsReady) _adx.Add(0);
    }

    public void Reset()
    {
        _trueRange.Reset();
        _adx.Reset();
        _plus = _minus = _range = _high = _low = 0;
        _bars = 0;
    }

    private double Share(double movement)
    {
        if (!IsReady) return double.NaN;
        return _range >= Nothing ? 100 * movement / _range : 0;
    }
}
