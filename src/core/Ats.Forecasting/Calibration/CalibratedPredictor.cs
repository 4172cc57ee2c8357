namespace Ats.Forecasting.Calibration;

/// <summary>A predictor with its means shrunk towards the random walk: the part of calibration that keeps no state.</summary>
public sealed class CalibratedPredictor : IPredictor
{
    private readonly IPredictor _inner;
    private readonly Shrinkage _shrinkage;

    /// <exception cref="ArgumentException">The horizons are not the predictor's.</exception>
    public CalibratedPredictor(IPredictor inner, Shrinkage shrinkage)
    {
        if (!inner.HorizonSeconds.SequenceEqual(shrinkage.HorizonSeconds)) throw new ArgumentException($"The shrinkage was fitted for other horizons than {inner.Name} predicts.", nameof(shrinkage));
        (_inner, _shrinkage) = (inner, shrinkage);
    }

    public string Name => _inner.Name;

    public FeatureSchema Schema => _inner.Schema;

    public IReadOnlyList<int> HorizonSeconds => _inner.HorizonSeconds;

    public void Reset() => _inner.Reset();

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        _inner.Step(features, sigmaBps, output);
        _shrinkage.Apply(output);
    }
}
