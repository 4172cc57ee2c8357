using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Slow stochastic in [0, 100]: where the close lies between the lowest low and the highest high of the last n bars, averaged once
/// (slow %K) and twice (slow %D) (Lane, "Lane's stochastics", 1984). Equal to TA-Lib's STOCH with simple averages, but in a window
/// without any range the position is the neutral 50 where TA-Lib gives 0.
/// </summary>
public sealed class Stochastic : IBarIndicator
{
    private readonly int _period;
    private readonly double _slowK;
    private readonly double _slowD;
    private RollingMaximum _highs;
    private RollingMaximum _negatedLows;
    private RollingSum _fast;
    private RollingSum _slow;
    private int _missing;

    /// <param name="period">Length of the window in bars, from 1; commonly 14.</param>
    /// <param name="slowK">Bars averaged to slow %K, from 1; commonly 3.</param>
    /// <param name="slowD">Values of slow %K averaged to slow %D, from 1; commonly 3.</param>
    public Stochastic(int period, int slowK, int slowD)
    {
        _period = Require.Period(period);
        _slowK = Require.Period(slowK);
        _slowD = Require.Period(slowD);
        WarmUp = period + slowK + slowD - 2;
        _highs = new RollingMaximum(period);
        _negatedLows = new RollingMaximum(period);
        _fast = new RollingSum(slowK);
        _slow = new RollingSum(slowD);
        _missing = period;
    }

    public bool IsReady => !double.IsNaN(SlowD);

    /// <summary>The <see cref="SlowK"/>.</summary>
    public double Value => SlowK;

    public double SlowK { get; private set; } = double.NaN;

    public double SlowD { get; private set; } = double.NaN;

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
        var slowK = _fast.Add(range > 0 ? 100 * (close - lowest) / range : 50) / _slowK;
        if (double.IsNaN(slowK)) return;
        SlowD = _slow.Add(slowK) / _slowD;
        SlowK = double.IsNaN(SlowD) ? double.NaN : slowK;
    }

    public void Reset()
    {
        _highs.Reset();
        _negatedLows.Reset();
        _fast.Reset();
        _slow.Reset();
        _missing = _period;
        SlowK = SlowD = double.NaN;
    }
}
