namespace Ats.Forecasting.Baselines;

/// <summary>Mean 0 and the same quantiles every row, in units of z (scaled) or in basis points.</summary>
public sealed class FixedPredictor(string name, FeatureSchema schema, IReadOnlyList<int> horizonSeconds, float[][] quantiles, bool scaled) : IPredictor
{
    private readonly int[] _seconds = [.. horizonSeconds];

    public string Name => name;

    public FeatureSchema Schema => schema;

    public IReadOnlyList<int> HorizonSeconds => horizonSeconds;

    /// <summary>Per horizon nine: in units of z where <see cref="IsScaled"/>, basis points where not.</summary>
    public IReadOnlyList<float[]> QuantileValues => quantiles;

    public bool IsScaled => scaled;

    public void Reset()
    {
    }

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        for (var h = 0; h < _seconds.Length; h++)
        {
            var unit = scaled ? 1f : 1f / (float)PredictionLayout.ScaleBps(sigmaBps, _seconds[h]);
            var part = output.Slice(h * PredictionLayout.Width, PredictionLayout.Width);
            part[PredictionLayout.Mean] = 0;
            for (var q = 0; q < PredictionLayout.Quantiles; q++) part[PredictionLayout.FirstQuantile + q] = quantiles[h][q] * unit;
        }
    }
}
