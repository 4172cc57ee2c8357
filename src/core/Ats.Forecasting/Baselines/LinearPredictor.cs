namespace Ats.Forecasting.Baselines;

/// <summary>A linear mean of scaled features per horizon, and the training residuals' quantiles about it, all in units of z.</summary>
public sealed class LinearPredictor(string name, FeatureSchema schema, IReadOnlyList<int> horizonSeconds, FeatureScaling scaling, double[][] weights, float[][] quantiles) : IPredictor
{
    private readonly float[] _scaled = new float[scaling.Columns.Length];

    public string Name => name;

    public FeatureSchema Schema => schema;

    public IReadOnlyList<int> HorizonSeconds => horizonSeconds;

    public FeatureScaling Scaling => scaling;

    /// <summary>Per horizon one a column of <see cref="Scaling"/>.</summary>
    public IReadOnlyList<double[]> Weights => weights;

    /// <summary>Of the training residuals, per horizon nine, units of z.</summary>
    public IReadOnlyList<float[]> ResidualQuantiles => quantiles;

    public void Reset()
    {
    }

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        scaling.Apply(features, _scaled);
        for (var h = 0; h < weights.Length; h++)
        {
            double mean = 0;
            for (var c = 0; c < weights[h].Length; c++) mean += weights[h][c] * _scaled[c];
            Write(output.Slice(h * PredictionLayout.Width, PredictionLayout.Width), (float)mean, quantiles[h]);
        }
    }

    internal static void Write(Span<float> output, float mean, ReadOnlySpan<float> residualQuantiles)
    {
        output[PredictionLayout.Mean] = mean;
        for (var q = 0; q < PredictionLayout.Quantiles; q++) output[PredictionLayout.FirstQuantile + q] = mean + residualQuantiles[q];
    }
}
