using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Models;

/// <summary>
/// What a model stands on (floor.json): the line on the best level's imbalance, shrunk by how surely its slope is above zero. The network learns what it
/// leaves, so that on little data, where the network's part shrinks to nothing, the model is no worse than the line.
/// </summary>
/// <param name="Line">Fitted on the training span.</param>
/// <param name="Shrinkage">From the training span too: one slope does not overfit.</param>
public sealed record LinearFloor(BaselineRecord Line, Shrinkage Shrinkage)
{
    /// <summary>Null where the schema has no imbalance.</summary>
    public static LinearFloor? Fit(SampleSet samples, SampleRange training)
    {
        var line = new ImbalanceOls();
        if (!line.CanFit(samples.Schema)) return null;
        var fitted = line.Fit(samples, training);
        return new LinearFloor(BaselineRecord.Of(fitted), Shrinkage.Fit(ForecastTrack.Of(fitted, samples, training)));
    }

    public IPredictor ToPredictor(FeatureSchema schema, IReadOnlyList<int> horizonSeconds) => Line.ToPredictor(schema, horizonSeconds);

    public SampleSet Rest(SampleSet samples) => StackedPredictor.Rest(samples, ToPredictor(samples.Schema, samples.HorizonSeconds), Shrinkage);

    /// <summary>The model on the floor; the model alone where there is none.</summary>
    public static IPredictor Under(LinearFloor? floor, IPredictor model) =>
        floor is null ? model : new StackedPredictor(floor.ToPredictor(model.Schema, model.HorizonSeconds), floor.Shrinkage, model);
}
