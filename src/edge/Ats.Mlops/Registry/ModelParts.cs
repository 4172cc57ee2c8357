using Ats.Forecasting;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Drift;

namespace Ats.Mlops.Registry;

/// <summary>What a model's files make: fresh predictors (shrinkage included) and adaptive intervals, one pair a stream.</summary>
public sealed record ModelParts(Func<IPredictor> NewPredictor, Func<LiveCalibration> NewCalibration)
{
    /// <summary>Quantiles of the volatility-scaled random walk fitted beside it, nine a horizon, units of z; null = a normal's.</summary>
    public IReadOnlyList<float[]>? WalkQuantiles { get; init; }

    /// <summary>Watches the model's features and outcomes; null = its files say nothing of how its training data were spread.</summary>
    public Func<DriftMonitor>? NewDriftMonitor { get; init; }
}
