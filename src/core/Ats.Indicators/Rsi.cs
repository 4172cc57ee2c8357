using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Relative strength index in [0, 100]: 100 × average gain / (average gain + average loss), both by Wilder's smoothing
/// (Wilder, "New Concepts in Technical Trading Systems", 1978). Equal to TA-Lib's RSI, but for a price that never moved it is the
/// neutral 50 where TA-Lib gives 0.
/// </summary>
public sealed class Rsi : IValueIndicator
{
    // Both averages of a price that stands still decay towards zero; below this they carry no digits worth a ratio.
    private const double Nothing = 1e-290;

    private Smoother _gain;
    private Smoother _loss;
    private double _previous = double.NaN;

    /// <param name="period">Wilder's n, in updates, from 1; he used 14.</param>
    public Rsi(int period)
    {
        WarmUp = Require.Period(period) + 1;
        _gain = Smoother.Wilder(period);
        _loss = Smoother.Wilder(period);
    }

    public bool IsReady => _gain.IsReady;

    public double Value { get; private set; } = double.NaN;

    public int WarmUp { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        var change = value - _previous;
        _previous = value;
        if (double.IsNaN(change)) return;
        _gain.Add(double.MaxNative(change, 0));
        _loss.Add(double.MaxNative(-change, 0));
        double gain = _gain.Value, total = gain + _loss.Value;
        Value = total < Nothing ? 50 : 100 * gain / total;
    }

    public void Reset()
    {
        _gain.Reset();
        _loss.Reset();
        _previous = Value = double.NaN;
    }
}
