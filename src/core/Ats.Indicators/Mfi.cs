using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Money flow index in [0, 100]: the share of typical price × volume that came on rising typical prices in the last n bars (Quong and
/// Soudack, "Volume-weighted RSI: money flow", 1989). Equal to TA-Lib's MFI, but where no money flowed it is the neutral 50;
/// TA-Lib gives 0 there, and wherever the window's flow is below 1 quote unit.
/// </summary>
public sealed class Mfi : IBarIndicator
{
    private readonly int _period;
    private RollingSum _rising;
    private RollingSum _falling;
    private double _typical = double.NaN;

    /// <param name="period">Length of the window in bars, from 1; commonly 14.</param>
    public Mfi(int period)
    {
        _period = Require.Period(period);
        _rising = new RollingSum(period);
        _falling = new RollingSum(period);
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp => _period + 1;

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low, close, volume);

    /// <summary>The same without what is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double high, double low, double close, double volume)
    {
        if (!Finite.All(high, low, close, volume)) return;
        var typical = (high + low + close) / 3;
        var previous = _typical;
        _typical = typical;
        if (double.IsNaN(previous)) return;
        var flow = typical * volume;
        var rising = _rising.Add(typical > previous ? flow : 0);
        var total = rising + _falling.Add(typical < previous ? flow : 0);
        Value = total == 0 ? 50 : 100 * rising / total;
    }

    public void Reset()
    {
        _rising.Reset();
        _falling.Reset();
        _typical = Value = double.NaN;
    }
}
