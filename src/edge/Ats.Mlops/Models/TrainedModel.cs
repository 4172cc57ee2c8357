using Ats.Forecasting;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Drift;
using Ats.Forecasting.Features;
using Ats.Forecasting.Gates;
using Ats.Forecasting.Network;
using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Models;

/// <summary>What a training made: the model's parts, the baselines fitted on the same rows, and what all of them showed on rows none of them saw.</summary>
/// <param name="Floor">What the networks stand on; null = nothing.</param>
/// <param name="Shrinkage">Of the networks' part.</param>
/// <param name="Split">The spans the model was fitted, stopped and judged on.</param>
/// <param name="Scores">The model first, then every baseline, on the test span.</param>
/// <param name="Folds">One network and the ridge on each walk-forward fold; empty where none were asked for.</param>
/// <param name="Features">How the training span's features were spread.</param>
/// <param name="Expected">What the model showed on the test span: what drift is measured against.</param>
public sealed record TrainedModel(
    LinearFloor? Floor,
    FeatureScaler Scaler,
    IReadOnlyList<LstmNetwork> Networks,
    Shrinkage Shrinkage,
    IReadOnlyList<IPredictor> Baselines,
    Fold Split,
    IReadOnlyList<PredictorScore> Scores,
    IReadOnlyList<FoldScore> Folds,
    GateResult Gate,
    FeatureBins Features,
    ExpectedSkill Expected)
{
    /// <summary>A fresh predictor, shrinkage included.</summary>
    public IPredictor NewPredictor(FeatureSchema schema, IReadOnlyList<int> horizonSeconds) =>
        LinearFloor.Under(Floor, new CalibratedPredictor(new LstmEnsemble(schema, horizonSeconds, Scaler, Networks), Shrinkage));
}
