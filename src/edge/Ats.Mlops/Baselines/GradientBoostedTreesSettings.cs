namespace Ats.Mlops.Baselines;

/// <summary>How the trees are grown: few, shallow and slow, for most of what they see is noise.</summary>
/// <param name="Trees">At most so many a horizon; the inner validation may choose fewer, or none.</param>
/// <param name="RowsPerLeaf">At least so many.</param>
public sealed record GradientBoostedTreesSettings(int Trees = 60, int Leaves = 12, int RowsPerLeaf = 500, double LearningRate = 0.05, int Bins = 63, int Seed = 1)
{
    public static GradientBoostedTreesSettings Default { get; } = new();
}
