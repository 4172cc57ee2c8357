using Ats.Forecasting;
using Ats.Forecasting.Baselines;

namespace Ats.Mlops.Models;

/// <summary>A fitted baseline as kept beside the model (baselines.json), so that it can be judged where the training data is not at hand.</summary>
/// <param name="Kind"><c>fixed</c>, <c>linear</c> or <c>trees</c>: which of the rest is there.</param>
/// <param name="Quantiles">Per horizon nine.</param>
/// <param name="IsScaled">Fixed: quantiles are in units of z, not basis points.</param>
public sealed record BaselineRecord(
    string Name, string Kind, IReadOnlyList<float[]> Quantiles, bool IsScaled = true, FeatureScaling? Scaling = null, IReadOnlyList<double[]>? Weights = null, IReadOnlyList<DecisionTree[]>? Trees = null)
{
    public static BaselineRecord Of(IPredictor fitted) => fitted switch
    {
        FixedPredictor p => new BaselineRecord(p.Name, "fixed", p.QuantileValues, p.IsScaled),
        LinearPredictor p => new BaselineRecord(p.Name, "linear", p.ResidualQuantiles, Scaling: p.Scaling, Weights: p.Weights),
        TreePredictor p => new BaselineRecord(p.Name, "trees", p.ResidualQuantiles, Trees: p.Trees),
        _ => throw new ArgumentException($"A baseline of type {fitted.GetType().Name} cannot be kept.", nameof(fitted)),
    };

    /// <exception cref="InvalidDataException">The record does not fit schema and horizons.</exception>
    public IPredictor ToPredictor(FeatureSchema schema, IReadOnlyList<int> horizonSeconds)
    {
        Need(Quantiles.Count == horizonSeconds.Count && Quantiles.All(q => q is { Length: PredictionLayout.Quantiles }), "nine quantiles a horizon");
        switch (Kind)
        {
            case "fixed":
                return new FixedPredictor(Name, schema, horizonSeconds, [.. Quantiles], IsScaled);
            case "linear":
                Need(Scaling is not null && Weights is not null && Weights.Count == horizonSeconds.Count, "a scaling and weights a horizon");
                Need(Scaling!.Columns.All(c => c >= 0 && c < schema.Count) && Weights!.All(w => w.Length == Scaling.Columns.Length), "weights for columns of the schema");
                Need(Scaling.Centers.Length == Scaling.Columns.Length && Scaling.InverseScales.Length == Scaling.Columns.Length && Scaling.Means.Length == Scaling.Columns.Length, "a scale a column");
                return new LinearPredictor(Name, schema, horizonSeconds, Scaling, [.. Weights!], [.. Quantiles]);
            case "trees":
                Need(Trees is not null && Trees.Count == horizonSeconds.Count && Trees.All(forest => forest.All(t => IsSound(t, schema.Count))), "sound trees a horizon");
                return new TreePredictor(Name, schema, horizonSeconds, Trees!, Quantiles);
            default:
                throw new InvalidDataException($"baseline '{Name}' is of unknown kind '{Kind}'");
        }
    }

    private void Need(bool holds, string what)
    {
        if (!holds) throw new InvalidDataException($"baseline '{Name}' must have {what}");
    }

    /// <summary>Children come after their parents, so a walk ends.</summary>
    private static bool IsSound(DecisionTree tree, int features)
    {
        if (tree.Leaves.Length == 0) return false;
        for (var i = 0; i < tree.Nodes.Length; i++)
        {
            var node = tree.Nodes[i];
            if (node.Feature < 0 || node.Feature >= features || !Leads(node.Left, i) || !Leads(node.Right, i)) return false;
        }

        return true;

        bool Leads(int child, int from) => child >= 0 ? child > from && child < tree.Nodes.Length : ~child < tree.Leaves.Length;
    }
}
