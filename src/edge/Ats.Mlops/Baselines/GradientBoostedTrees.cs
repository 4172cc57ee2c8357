using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Ats.Mlops.Baselines;

/// <summary>
/// Gradient-boosted trees on all raw features (Microsoft.ML FastTree), one ensemble a horizon, on z. The number of trees is the one that erred least on the last
/// fifth of the training span, the rows whose labels reach into it left out; then so many are grown anew on all of it. The trees are taken out of
/// Microsoft.ML, so a step asks no engine and allocates nothing. One thread and a seed: the same rows give the same trees.
/// </summary>
public sealed class GradientBoostedTrees(GradientBoostedTreesSettings? settings = null) : IBaseline
{
    private const double ValidationShare = 0.2;

    private readonly GradientBoostedTreesSettings _settings = settings ?? GradientBoostedTreesSettings.Default;

    public string Name => "gradient-boosted-trees";

    public bool CanFit(FeatureSchema schema) => schema.Count > 0;

    public IPredictor Fit(SampleSet samples, SampleRange training)
    {
        var horizons = samples.HorizonSeconds.Count;
        var trees = new DecisionTree[horizons][];
        var quantiles = new float[horizons][];
        for (var h = 0; h < horizons; h++)
        {
            var (rows, z) = TrainingRows.Known(samples, training, h);
            var count = BestCount(samples, rows, z, samples.HorizonSeconds[h]);
            trees[h] = count == 0 ? [] : Grow(samples, rows, z, count);
            for (var i = 0; i < z.Length; i++) z[i] -= TreePredictor.Sum(trees[h], samples.Row(rows[i]));
            quantiles[h] = TrainingRows.Quantiles(z);
        }

        return new TreePredictor(Name, samples.Schema, samples.HorizonSeconds, trees, quantiles);
    }

    // The random walk, no tree at all, takes part in the choice.
    private int BestCount(SampleSet samples, int[] rows, double[] z, int horizonSeconds)
    {
        var split = (int)(rows.Length * (1 - ValidationShare));
        var reach = samples.Times[rows[split]] + (-horizonSeconds * Timestamp.NanosecondsPerSecond);
        var fit = split;
        while (fit > 0 && samples.Times[rows[fit - 1]] > reach) fit--;
        if (fit < TrainingRows.Minimum) return 0;
        var trees = Grow(samples, rows[..fit], z[..fit], _settings.Trees);
        var errors = new double[trees.Length + 1];
        for (var i = split; i < rows.Length; i++)
        {
            var left = z[i];
            errors[0] += left * left;
            for (var t = 0; t < trees.Length; t++)
            {
                left -= trees[t].Value(samples.Row(rows[i]));
                errors[t + 1] += left * left;
            }
        }

        return Array.IndexOf(errors, errors.Min());
    }

    private DecisionTree[] Grow(SampleSet samples, int[] rows, double[] z, int count)
    {
        var context = new MLContext(_settings.Seed);
        var definition = SchemaDefinition.Create(typeof(TreeRow));
        definition[nameof(TreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, samples.Schema.Count);
        var data = new TreeRow[rows.Length];
        for (var i = 0; i < data.Length; i++) data[i] = new TreeRow { Features = samples.Row(rows[i]).ToArray(), Label = (float)z[i] };
        var model = context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            NumberOfTrees = count,
            NumberOfLeaves = _settings.Leaves,
            MinimumExampleCountPerLeaf = _settings.RowsPerLeaf,
            LearningRate = _settings.LearningRate,
            MaximumBinCountPerFeature = _settings.Bins,
            NumberOfThreads = 1,
            Seed = _settings.Seed,
            FeatureSelectionSeed = _settings.Seed,
            DiskTranspose = false,
        }).Fit(context.Data.LoadFromEnumerable(data, definition));
        return Extract(model.Model);
    }

    /// <summary>The trees of a fitted model, weights and bias worked into the leaves: their sum is its score.</summary>
    internal static DecisionTree[] Extract(FastTreeRegressionModelParameters model)
    {
        var ensemble = model.TrainedTreeEnsemble;
        return [.. ensemble.Trees.Select((tree, i) => Extract(tree, ensemble.TreeWeights[i], i == 0 ? ensemble.Bias : 0))];
    }

    private static DecisionTree Extract(RegressionTreeBase tree, double weight, double bias) => new(
        [.. Enumerable.Range(0, tree.NumberOfNodes).Select(n => new TreeNode(tree.NumericalSplitFeatureIndexes[n], tree.NumericalSplitThresholds[n], tree.LeftChild[n], tree.RightChild[n]))],
        [.. tree.LeafValues.Select(leaf => (leaf * weight) + bias)]);
}
