namespace Ats.Forecasting.Calibration;

/// <summary>How intervals adapt.</summary>
/// <param name="StepSize">Gamma of Gibbs and Candès: how much one miss moves the level asked for.</param>
/// <param name="Window">Matured scores remembered.</param>
/// <param name="Minimum">With fewer the intervals stay as the model gave them.</param>
/// <param name="MinimumMultiplier">Intervals are never narrowed below this share.</param>
/// <param name="MaximumMultiplier">Nor widened above.</param>
public sealed record ConformalSettings(double StepSize = 0.001, int Window = 3_600, int Minimum = 600, double MinimumMultiplier = 0.25, double MaximumMultiplier = 6)
{
    public static ConformalSettings Default { get; } = new();
}
