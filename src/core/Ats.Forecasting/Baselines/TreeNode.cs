namespace Ats.Forecasting.Baselines;

/// <summary>A question of a tree: at most the threshold goes to Left, more to Right. A child at or above 0 is a node, below 0 the complement of a leaf.</summary>
public readonly record struct TreeNode(int Feature, float Threshold, int Left, int Right);
