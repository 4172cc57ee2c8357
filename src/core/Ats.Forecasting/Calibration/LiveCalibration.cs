using Ats.Domain;

namespace Ats.Forecasting.Calibration;

/// <summary>The adaptive intervals of all horizons a model serves: the part of calibration that lives and learns.</summary>
public sealed class LiveCalibration
{
    private readonly AdaptiveConformal[] _horizons;

    public LiveCalibration(IReadOnlyList<int> horizonSeconds, ConformalSettings? settings = null) =>
        _horizons = [.. horizonSeconds.Select(h => new AdaptiveConformal(h, settings))];

    private LiveCalibration(AdaptiveConformal[] horizons) => _horizons = horizons;

    public IReadOnlyList<AdaptiveConformal> Horizons => _horizons;

    /// <summary>Stretches a prediction's quantiles in place.</summary>
    /// <param name="output">As a predictor writes it, horizons in this one's order.</param>
    /// <param name="multipliers">Filled with what each horizon was stretched by; goes into the record of the prediction.</param>
    public void Apply(Span<float> output, Span<double> multipliers)
    {
        for (var h = 0; h < _horizons.Length; h++)
        {
            multipliers[h] = _horizons[h].Multiplier;
            _horizons[h].Apply(output.Slice(h * PredictionLayout.Width, PredictionLayout.Width));
        }
    }

    /// <summary>Takes the outcome of a prediction as it was served; false when refused (see <see cref="AdaptiveConformal.Observe"/>).</summary>
    /// <param name="horizon">Index of the horizon.</param>
    /// <param name="served">That horizon's part, after <see cref="Apply"/>.</param>
    /// <param name="multiplier">What it was stretched by.</param>
    /// <param name="outcome">In the unit of <paramref name="served"/>.</param>
    public bool Observe(int horizon, Timestamp asOf, ReadOnlySpan<float> served, double multiplier, double outcome, Timestamp now) =>
        _horizons[horizon].Observe(asOf, AdaptiveConformal.Score(served, outcome) * multiplier, multiplier, now);

    public IReadOnlyList<ConformalState> Capture() => [.. _horizons.Select(h => h.Capture())];

    public static LiveCalibration Restore(IReadOnlyList<ConformalState> states, ConformalSettings? settings = null) =>
        new([.. states.Select(s => AdaptiveConformal.Restore(s, settings))]);
}
