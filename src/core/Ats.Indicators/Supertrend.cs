namespace Ats.Indicators;

/// <summary>
/// Supertrend (Olivier Seban): a stop a number of average true ranges from the bar's middle that only ever tightens, and changes
/// sides when the close goes through it. Equal to trading-signals' SuperTrend fed with TA-Lib's true ranges; as there and on
/// TradingView it begins downwards.
/// </summary>
public sealed class Supertrend : IBarIndicator
{
    private readonly double _multiplier;
    private TrueRange _trueRange = new();
    private Smoother _atr;
    private double _upper = double.NaN;
    private double _lower = double.NaN;
    private double _close;
    private bool _isUp;

    /// <param name="period">Wilder's n of the average true range in bars, from 1; commonly 10.</param>
    /// <param name="multiplier">Distance of the stop in average true ranges, from 0 to 100; commonly 3.</param>
    public Supertrend(int period, double multiplier)
    {
        WarmUp = Require.Period(period) + 1;
        _multiplier = Require.Within(multiplier, 0, 100);
        _atr = Smoother.Wilder(period);
    }

    public bool IsReady => _atr.IsReady;

    /// <summary>The stop: below the price in an upward trend, above it in a downward one.</summary>
    public double Value => _isUp ? _lower : _upper;

    /// <summary>1 in an upward trend, -1 in a downward one.</summary>
    public double Direction => !IsReady ? double.NaN : _isUp ? 1 : -1;

    public int WarmUp { get; }

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low, close);

    /// <summary>The same without what is not used.</summary>
    public void Update(double high, double low, double close)
    {
        if (!Finite.All(high, low, close)) return;
        var range = _trueRange.Add(high, low, close);
        if (double.IsNaN(range)) return;
        _atr.Add(range);
        if (!_atr.IsReady) return;

        double middle = (high + low) / 2, distance = _multiplier * _atr.Value;
        double upper = middle + distance, lower = middle - distance;
        // A NaN band, that of no bar before, gives way in both comparisons.
        if (upper >= _upper && _close <= _upper) upper = _upper;
        if (lower <= _lower && _close >= _lower) lower = _lower;
        _isUp = _isUp ? close >= lower : close > upper;
        _upper = upper;
        _lower = lower;
        _close = close;
    }

    public void Reset()
    {
        _trueRange.Reset();
        _atr.Reset();
        _upper = _lower = double.NaN;
        _close = 0;
        _isUp = false;
    }
}
