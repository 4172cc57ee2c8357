using Ats.Forecasting;

namespace Ats.Mlops.Registry;

/// <summary>
/// Corrects what a predictor writes (shrinkage, adaptive intervals) and learns from outcomes. One instance serves one stream, on one thread.
/// </summary>
public interface ICalibrator
{
    /// <param name="output">Horizons x <see cref="PredictionLayout.Width"/>, units of z; corrected in place.</param>
    void Apply(Span<float> output);

    /// <summary>The outcome of a prediction made earlier, told no sooner than it is known.</summary>
    /// <param name="horizon">Index among the model's horizons.</param>
    /// <param name="issued">What <see cref="Apply"/> gave then for this horizon, <see cref="PredictionLayout.Width"/> numbers.</param>
    /// <param name="realized">The outcome in the same units of z.</param>
    void Observe(int horizon, ReadOnlySpan<float> issued, float realized);
}
