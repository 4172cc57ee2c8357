namespace Ats.Forecasting.Baselines;

/// <summary>One tree; the first node is the root, and without nodes the first leaf is the answer.</summary>
public sealed record DecisionTree(TreeNode[] Nodes, double[] Leaves)
{
    public double Value(ReadOnlySpan<float> row)
    {
        if (Nodes.Length == 0) return Leaves[0];
        var at = 0;
        while (at >= 0)
        {
            ref readonly var node = ref Nodes[at];
            at = row[node.Feature] <= node.Threshold ? node.Left : node.Right;
        }

        return Leaves[~at];
    }
}
