using Ats.Forecasting;

namespace Ats.Cli.Forecasts;

/// <summary>The invented market's own mean, noted row by row while its tape was read: the yardstick no predictor can reach. Steps follow the rows it was noted for.</summary>
internal sealed class OptimumPredictor(FeatureSchema schema, IReadOnlyList<int> horizonSeconds, float[] meansBps) : IPredictor
{
    // A normal law's quantiles: what is scored is the mean.
    private static readonly float[] Normal = [-1.6449f, -1.2816f, -0.6745f, -0.2533f, 0, 0.2533f, 0.6745f, 1.2816f, 1.6449f];

    private int _row;

    public string Name => "generator's own mean";

    public FeatureSchema Schema => schema;

    public IReadOnlyList<int> HorizonSeconds => horizonSeconds;

    public void Reset()
    {
    }

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        for (var h = 0; h < horizonSeconds.Count; h++)
        {
            var part = output.Slice(h * PredictionLayout.Width, PredictionLayout.Width);
            part[PredictionLayout.Mean] = meansBps[(_row * horizonSeconds.Count) + h] / (float)PredictionLayout.ScaleBps(sigmaBps, horizonSeconds[h]);
            for (var q = 0; q < Normal.Length; q++) part[PredictionLayout.FirstQuantile + q] = part[PredictionLayout.Mean] + Normal[q];
        }

        _row++;
    }
}
