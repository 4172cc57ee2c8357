using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Moving average convergence/divergence (Appel, 1979): the difference of a fast and a slow EMA, its own EMA as signal line, and the
/// difference of the two. Equal to TA-Lib's MACD: both averages are seeded at the same bar, the fast one with the last of the
/// values that seed the slow one.
/// </summary>
public sealed class Macd : IValueIndicator
{
    private readonly int _head;
    private Smoother _fast;
    private Smoother _slow;
    private Smoother _signal;
    private int _skip;

    /// <param name="fast">Period of the fast EMA, from 1, below <paramref name="slow"/>; commonly 12.</param>
    /// <param name="slow">Period of the slow EMA; commonly 26.</param>
    /// <param name="signal">Period of the EMA of the difference, from 1; commonly 9.</param>
    public Macd(int fast, int slow, int signal)
    {
        Require.Period(fast);
        Require.Period(slow, fast + 1);
        WarmUp = slow + Require.Period(signal) - 1;
        _head = _skip = slow - fast;
        _fast = Smoother.Exponential(fast);
        _slow = Smoother.Exponential(slow);
        _signal = Smoother.Exponential(signal);
    }

    public bool IsReady => _signal.IsReady;

    /// <summary>The <see cref="Line"/>.</summary>
    public double Value => Line;

    /// <summary>Fast EMA - slow EMA, in price units.</summary>
    public double Line { get; private set; } = double.NaN;

    /// <summary>The EMA of the line.</summary>
    public double SignalLine => _signal.Value;

    /// <summary>Line - signal line.</summary>
    public double Histogram => Line - _signal.Value;

    public int WarmUp { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        _slow.Add(value);
        if (_skip == 0) _fast.Add(value);
        else _skip--;
        if (!_slow.IsReady) return;
        var line = _fast.Value - _slow.Value;
        _signal.Add(line);
        if (_signal.IsReady) Line = line;
    }

    public void Reset()
    {
        _fast.Reset();
        _slow.Reset();
        _signal.Reset();
        _skip = _head;
        Line = double.NaN;
    }
}
