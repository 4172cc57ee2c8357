using Ats.Forecasting;
using Ats.Forecasting.Baselines;

namespace Ats.Core.Tests.Forecasting;

/// <summary>The volatility-scaled random walk of a set with its mean (units of z) told by a function of the row and its features.</summary>
internal sealed class ScriptedPredictor(SampleSet samples, SampleRange training, Func<float[], int, double> mean, float width = 1) : IPredictor
{
    private readonly IPredictor _inner = new VolatilityRandomWalk().Fit(samples, training);

    public string Name => "scripted";

    public FeatureSchema Schema => _inner.Schema;

    public IReadOnlyList<int> HorizonSeconds => _inner.HorizonSeconds;

    public int Resets { get; private set; }

    public int Steps { get; private set; }

    public void Reset() => Resets++;

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        Steps++;
        _inner.Step(features, sigmaBps, output);
        for (var h = 0; h < HorizonSeconds.Count; h++)
        {
            var part = output.Slice(h * PredictionLayout.Width, PredictionLayout.Width);
            foreach (ref var quantile in part[1..]) quantile *= width;
            var shift = (float)mean(features.ToArray(), h);
            foreach (ref var value in part) value += shift;
        }
    }
}
