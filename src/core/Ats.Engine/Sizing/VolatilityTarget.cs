using Ats.Domain;

namespace Ats.Engine.Sizing;

/// <summary>
/// Sizes so that the position's yearly volatility is a target share of equity: quantity = level × equity × target / (σ × price), at most
/// <paramref name="maxLeverage"/> times equity. σ is the exponentially weighted volatility of bar log returns (RiskMetrics 1996,
/// λ = 0.97), annualised with 365 days; a return over a hole of n bars counts as one of its variance over n. Nothing is held until 30 returns
/// are seen and one of them moved.
/// </summary>
public sealed class VolatilityTarget(double annualVolatility, double maxLeverage = 1) : ISizing
{
    private const double Lambda = 0.97;
    private const int MinReturns = 30;
    private double _previous;
    private Timestamp _time;
    private double _variance;
    private int _returns;
    private double _perYear;

    public string Description => $"volatility target {annualVolatility:P0} a year, leverage at most {maxLeverage}";

    public void OnBar(in Bar bar)
    {
        var close = bar.Close.ToDouble();
        if (_previous > 0)
        {
            var r = Math.Log(close / _previous);
            var square = r * r * bar.Interval.Nanoseconds / Math.Max(bar.Interval.Nanoseconds, bar.CloseTime - _time);
            _variance = _returns == 0 ? square : (Lambda * _variance) + ((1 - Lambda) * square);
            _returns++;
        }

        _previous = close;
        _time = bar.CloseTime;
        _perYear = 365.0 * Timestamp.NanosecondsPerDay / bar.Interval.Nanoseconds;
    }

    public double Quantity(double level, in SizingContext context)
    {
        if (_returns < MinReturns || _variance <= 0) return double.NaN;
        var leverage = Math.Min(maxLeverage, annualVolatility / Math.Sqrt(_variance * _perYear));
        return level * leverage * Math.Max(context.Equity, 0) / (context.Legs * context.Price * (1 + context.TakerRate));
    }
}
