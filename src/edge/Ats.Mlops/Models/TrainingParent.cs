using Ats.Forecasting.Features;
using Ats.Forecasting.Network;

namespace Ats.Mlops.Models;

/// <summary>What a training goes on from: the weights of a version, and the floor and scaler they belong to.</summary>
public sealed record TrainingParent(LinearFloor? Floor, FeatureScaler Scaler, IReadOnlyList<LstmNetwork> Networks)
{
    public LstmShape Shape => Networks[0].Shape;

    /// <summary>As many as are asked for, from the first on, beginning anew where there are fewer.</summary>
    internal IReadOnlyList<LstmNetwork> Of(int count) => [.. Enumerable.Range(0, count).Select(i => Networks[i % Networks.Count])];
}
