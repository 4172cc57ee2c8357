namespace Ats.Indicators;

/// <summary>
/// Realised volatility: the root of the mean squared log return of the last n updates, times the periods in a year (Andersen,
/// Bollerslev, Diebold and Labys, "Modeling and forecasting realized volatility", 2003; no mean is taken off). A fraction: 0.5 is 50 %.
/// </summary>
/// <remarks>With periodsPerYear = 1 it is per update; = period, the root of the window's realised variance.</remarks>
public sealed class RealizedVolatility : IValueIndicator
{
    private readonly double _scale;
    private readonly int _period;
    private RollingSum _squares;
    private double _previous = double.NaN;

    /// <param name="period">How many returns, from 1.</param>
    /// <param name="periodsPerYear">Updates in a year, above 0: 525,600 for minutes.</param>
    public RealizedVolatility(int period, double periodsPerYear)
    {
        _period = Require.Period(period);
        _scale = Require.Within(periodsPerYear, double.Epsilon, 1e9) / period;
        _squares = new RollingSum(period);
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp => _period + 1;

    /// <summary>Takes the next price; one that is not finite or not above zero has no logarithm and is ignored.</summary>
    public void Update(double value)
    {
        if (!(value > 0) || !double.IsFinite(value)) return;
        var previous = _previous;
        _previous = value;
        if (double.IsNaN(previous)) return;
        var logReturn = Math.Log(value / previous);
        Value = Math.Sqrt(_squares.Add(logReturn * logReturn) * _scale);
    }

    public void Reset()
    {
        _squares.Reset();
        _previous = Value = double.NaN;
    }
}
