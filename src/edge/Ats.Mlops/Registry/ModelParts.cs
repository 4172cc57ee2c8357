using Ats.Forecasting;

namespace Ats.Mlops.Registry;

/// <summary>What a model's files make: fresh predictors and calibrators, one pair a stream.</summary>
public sealed record ModelParts(Func<IPredictor> NewPredictor, Func<ICalibrator> NewCalibrator);
