using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Rate of change in percent: 100 × (value / value n updates ago - 1). Equal to TA-Lib's ROC, which gives 0 where the older value is 0.
/// </summary>
public sealed class Roc : IValueIndicator
{
    private readonly int _period;
    private Lag _lag;

    /// <param name="period">How many updates back, from 1.</param>
    public Roc(int period)
    {
        _period = Require.Period(period);
        _lag = new Lag(period);
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp => _period + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (!double.IsFinite(value)) return;
        var old = _lag.Exchange(value);
        Value = old == 0 ? 0 : 100 * ((value / old) - 1);
    }

    public void Reset()
    {
        _lag.Reset();
        Value = double.NaN;
    }
}
