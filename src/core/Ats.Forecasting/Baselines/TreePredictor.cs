namespace Ats.Forecasting.Baselines;

/// <summary>Per horizon a sum of trees as the mean, and the training residuals' quantiles about it, all in units of z. Without trees the mean is 0.</summary>
public sealed class TreePredictor(string name, FeatureSchema schema, IReadOnlyList<int> horizonSeconds, IReadOnlyList<DecisionTree[]> trees, IReadOnlyList<float[]> quantiles) : IPredictor
{
    private readonly DecisionTree[][] _trees = [.. trees];
    private readonly float[][] _quantiles = [.. quantiles];

    public string Name => name;

    public FeatureSchema Schema => schema;

    public IReadOnlyList<int> HorizonSeconds => horizonSeconds;

    /// <summary>Trees in use, per horizon.</summary>
    public IReadOnlyList<int> TreeCounts => [.. _trees.Select(t => t.Length)];

    public IReadOnlyList<DecisionTree[]> Trees => _trees;

    /// <summary>Of the training residuals, per horizon nine, units of z.</summary>
    public IReadOnlyList<float[]> ResidualQuantiles => _quantiles;

    public void Reset()
    {
    }

    public void Step(ReadOnlySpan<float> features, float sigmaBps, Span<float> output)
    {
        for (var h = 0; h < _trees.Length; h++)
            LinearPredictor.Write(output.Slice(h * PredictionLayout.Width, PredictionLayout.Width), (float)Sum(_trees[h], features), _quantiles[h]);
    }

    public static double Sum(ReadOnlySpan<DecisionTree> trees, ReadOnlySpan<float> features)
    {
        double sum = 0;
        foreach (var tree in trees) sum += tree.Value(features);
        return sum;
    }
}
