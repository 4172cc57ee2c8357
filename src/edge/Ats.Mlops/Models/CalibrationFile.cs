using Ats.Forecasting.Calibration;
using Ats.Forecasting.Drift;

namespace Ats.Mlops.Models;

/// <summary>What corrects and watches a model, as kept in calibration.json.</summary>
/// <param name="Intervals">How adaptive intervals adapt.</param>
/// <param name="Start">What they have learned on the test span: live they go on from there.</param>
/// <param name="Features">How the training span's features were spread.</param>
/// <param name="Expected">What the model showed on the test span.</param>
public sealed record CalibrationFile(Shrinkage Shrinkage, ConformalSettings Intervals, IReadOnlyList<ConformalState> Start, FeatureBins Features, ExpectedSkill Expected);
