using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>Momentum: the value less the value n updates ago, in price units. Equal to TA-Lib's MOM.</summary>
public sealed class Momentum : IValueIndicator
{
    private readonly int _period;
    private Lag _lag;

    /// <param name="period">How many updates back, from 1.</param>
    public Momentum(int period)
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
        if (double.IsFinite(value)) Value = value - _lag.Exchange(value);
    }

    public void Reset()
    {
        _lag.Reset();
        Value = double.NaN;
    }
}
