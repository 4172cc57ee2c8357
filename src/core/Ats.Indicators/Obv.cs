using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// On-balance volume in base units: volume added on a higher close, taken off on a lower one, since the first bar
/// (Granville, "Granville's New Key to Stock Market Profits", 1963). Equal to TA-Lib's OBV, which starts at the first bar's volume.
/// </summary>
public sealed class Obv : IBarIndicator
{
    private double _close = double.NaN;

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp => 1;

    public void Update(double open, double high, double low, double close, double volume) => Update(close, volume);

    /// <summary>The same without what is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double close, double volume)
    {
        if (!Finite.All(close, volume)) return;
        if (double.IsNaN(_close)) Value = volume;
        else if (close > _close) Value += volume;
        else if (close < _close) Value -= volume;
        _close = close;
    }

    public void Reset() => _close = Value = double.NaN;
}
