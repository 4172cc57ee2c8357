namespace Ats.Indicators;

/// <summary>
/// Commodity channel index: how far the typical price (high + low + close) / 3 is from its mean, in units of 0.015 mean absolute
/// deviations (Lambert, "Commodity channel index", 1980). Equal to TA-Lib's CCI; 0 in a window where nothing moves.
/// </summary>
/// <remarks>The mean absolute deviation from a moving mean has no constant-time form: an update costs period / 4 vector steps.</remarks>
public sealed class Cci : IBarIndicator
{
    private const double Scale = 0.015;

    private readonly double[] _ring;
    private RollingSum _sum;
    private StandStill _still;
    private int _next;

    /// <param name="period">Length of the window in bars, from 2; commonly 20.</param>
    public Cci(int period)
    {
        WarmUp = Require.Period(period, 2);
        _ring = new double[period];
        _sum = new RollingSum(period);
        _still = new StandStill(period);
    }

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp { get; }

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low, close);

    /// <summary>The same without what is not used.</summary>
    public void Update(double high, double low, double close)
    {
        if (!Finite.All(high, low, close)) return;
        var typical = (high + low + close) / 3;
        _ring[_next] = typical;
        if (++_next == _ring.Length) _next = 0;
        var mean = _sum.Add(typical) / _ring.Length;
        var still = _still.Add(typical);
        if (double.IsNaN(mean)) return;
        var deviation = AbsoluteDeviation.Sum(_ring, mean) / _ring.Length;
        Value = still || deviation == 0 ? 0 : (typical - mean) / (Scale * deviation);
    }

    public void Reset()
    {
        _sum.Reset();
        _still.Reset();
        _next = 0;
        Value = double.NaN;
    }
}
