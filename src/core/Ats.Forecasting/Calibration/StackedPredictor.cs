namespace Ats.Forecasting.Calibration;

/// <summary>
/// A simple predictor's mean and on top of it what a richer one says of the rest: where the rest is noise, the simple one remains. Quantiles are the
/// richer one's, shifted by the simple mean.
/// </summary>
public sealed class StackedPredictor : IPredictor
{
    private readonly IPredictor _below;
    private readonly double[] _factors;
    private readonly IPredictor _above;
    private readonly float[] _simple;

    /// <param name="below">The simple one.</param>
    /// <param name="shrinkage">Of its mean.</param>
    /// <param name="above">Fitted on what the simple one leaves; the whole has its name.</param>
    /// <exception cref="ArgumentException">Schemas or horizons differ.</exception>
    public StackedPredictor(IPredictor below, Shrinkage shrinkage, IPredictor above)
    {
        if (below.Schema != above.Schema) throw new ArgumentException($"{below.Name} and {above.Name} take rows of different schemas.", nameof(above));
        if (!below.HorizonSeconds.SequenceEqual(above.HorizonSeconds) || !shrinkage.HorizonSeconds.SequenceEqual(above.HorizonSeconds)) throw new ArgumentException($"{below.Name} and {above.Name} predict different horizons.", nameof(above));
        (_below, _above, _factors) = (below, above, [.. shrinkage.Factors]);
        _simple = new float[above.HorizonSeconds.Count * PredictionLayout.Width];
    }

    public string Name => _above.Name;

    public FeatureSchema Schema => _above.Schema;

    public IReadOnlyList<int> HorizonSeconds => _above.HorizonSeconds;

    public void Reset()
    {
        _below.Reset();
        _above.Reset();
    }

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        _above.Step(features, sigmaBps, output);
        _below.Step(features, sigmaBps, _simple);
        for (var h = 0; h < _factors.Length; h++)
        {
            var shift = (float)_factors[h] * _simple[h * PredictionLayout.Width];
            foreach (ref var value in output.Slice(h * PredictionLayout.Width, PredictionLayout.Width)) value += shift;
        }
    }

    /// <summary>The samples with labels less the simple predictor's shrunk mean: what the richer one is fitted on.</summary>
    public static SampleSet Rest(SampleSet samples, IPredictor below, Shrinkage shrinkage)
    {
        var horizons = samples.HorizonSeconds;
        var labels = (float[])samples.LabelsBps.Clone();
        var output = new float[horizons.Count * PredictionLayout.Width];
        below.Reset();
        for (var i = 0; i < samples.Count; i++)
        {
            if (samples.Starts[i]) below.Reset();
            below.Step(samples.Row(i), samples.SigmasBps[i], output);
            for (var h = 0; h < horizons.Count; h++)
                labels[(i * horizons.Count) + h] -= (float)(shrinkage.Factors[h] * output[h * PredictionLayout.Width] * PredictionLayout.ScaleBps(samples.SigmasBps[i], horizons[h]));
        }

        return samples with { LabelsBps = labels };
    }
}
