using Ats.Domain;
using Ats.Mlops.Service;

namespace Ats.Edge.Tests.Mlops;

/// <summary>An invented market with a second's drift proportional to a slow signal, which is the first feature.</summary>
internal sealed class EchoMarket(DateTimeOffset start, int seed = 7)
{
    private readonly Random _random = new(seed);
    private readonly float[] _features = new float[2];
    private double _signal;
    private double _logMid = Math.Log(50_000);
    private long _second = start.ToUnixTimeSeconds();
    private bool _starts = true;
    private int _rows;

    /// <summary>What the signal moves a second's return by, in deviations: negative turns every model's knowledge into harm.</summary>
    public double Drift { get; set; } = 0.15;

    public Timestamp Now => Timestamp.FromMilliseconds(_second * 1000);

    public float[] Features => _features;

    public double Mid => Math.Exp(_logMid);

    /// <summary>The next second's row into the service.</summary>
    public void Next(PredictionService service, TimeProvider time)
    {
        _logMid += 1e-4 * ((Drift * _signal) + Normal());
        _signal = (0.95 * _signal) + (Math.Sqrt(1 - (0.95 * 0.95)) * Normal());
        _features[0] = (float)_signal;
        _features[1] = (float)Normal();
        _second++;
        _rows++;
        service.Take(new FeatureRow(Now, _features, 1, Mid, _starts, _rows > 3, 0x123456789abcdef0UL), time.GetTimestamp());
        _starts = false;
    }

    /// <summary>A second whose first feature makes echo models of a gain above 0.11 throw.</summary>
    public void Poison(PredictionService service, TimeProvider time)
    {
        _second++;
        service.Take(new FeatureRow(Now, [1e6f, 0], 1, Mid, false, true, 1), time.GetTimestamp());
    }

    /// <summary>The stream breaks for some seconds.</summary>
    public void Break(int seconds)
    {
        _second += seconds;
        _starts = true;
        _rows = 0;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
