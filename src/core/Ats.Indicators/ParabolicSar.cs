namespace Ats.Indicators;

/// <summary>
/// Parabolic stop and reverse: a trailing stop that accelerates towards the trend's extreme with every new extreme, and turns when
/// touched (Wilder, "New Concepts in Technical Trading Systems", 1978). Equal to TA-Lib's SAR, which begins upwards unless the second
/// bar moved more down than up.
/// </summary>
/// <remarks>
/// One set of rules serves both directions: prices are held times <see cref="Direction"/>, which is exact, so that the stop is always
/// below and the extreme always above.
/// </remarks>
public sealed class ParabolicSar : IBarIndicator
{
    private readonly double _step;
    private readonly double _maximum;
    private double _high;
    private double _low;
    private double _stop;
    private double _extreme;
    private double _acceleration;
    private double _direction;
    private int _bars;

    /// <param name="step">Acceleration at a new trend and added with every new extreme, above 0 to 1; Wilder's is 0.02.</param>
    /// <param name="maximum">Largest acceleration, from <paramref name="step"/> to 1; Wilder's is 0.2.</param>
    public ParabolicSar(double step, double maximum)
    {
        _step = Require.Within(step, double.Epsilon, 1);
        _maximum = Require.Within(maximum, step, 1);
    }

    public bool IsReady => _bars == 2;

    /// <summary>The stop that was in force during the last bar, or the one it turned to.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>1 while the stop trails an upward trend, -1 a downward one, after the last bar.</summary>
    public double Direction => IsReady ? _direction : double.NaN;

    public int WarmUp => 2;

    public void Update(double open, double high, double low, double close, double volume) => Update(high, low);

    /// <summary>The same without what is not used.</summary>
    public void Update(double high, double low)
    {
        if (!Finite.All(high, low)) return;
        if (_bars < 2)
        {
            if (_bars++ == 1) Begin(high, low);
        }

        if (_bars == 2) Step(high, low);
        _high = high;
        _low = low;
    }

    public void Reset()
    {
        _bars = 0;
        Value = double.NaN;
    }

    private void Begin(double high, double low)
    {
        double up = high - _high, down = _low - low;
        _direction = down > 0 && down > up ? -1 : 1;
        _stop = Near(_high, _low);
        _extreme = Far(high, low);
        _acceleration = _step;
        _high = high;
        _low = low;
    }

    private void Step(double high, double low)
    {
        var far = Math.Max(Far(high, low), Far(_high, _low));
        if (Near(high, low) <= _stop)
        {
            var turned = Math.Max(_extreme, far);
            Value = turned * _direction;
            _acceleration = _step;
            _extreme = Near(high, low);
            _stop = Math.Max(turned + (_acceleration * (_extreme - turned)), far);
            _direction = -_direction;
            _stop = -_stop;
            _extreme = -_extreme;
            return;
        }

        Value = _stop * _direction;
        if (Far(high, low) > _extreme)
        {
            _extreme = Far(high, low);
            _acceleration = Math.Min(_acceleration + _step, _maximum);
        }

        _stop += _acceleration * (_extreme - _stop);
        _stop = Math.Min(_stop, Math.Min(Near(high, low), Near(_high, _low)));
    }

    /// <summary>The end of a bar on the stop's side.</summary>
    private double Near(double high, double low) => _direction > 0 ? low : -high;

    /// <summary>The end of a bar on the trend's side.</summary>
    private double Far(double high, double low) => _direction > 0 ? high : -low;
}
