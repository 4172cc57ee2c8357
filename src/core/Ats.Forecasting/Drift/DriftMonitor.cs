using Ats.Domain;

namespace Ats.Forecasting.Drift;

/// <summary>All that watches a serving model at its main horizon: features as they come, outcomes only once matured.</summary>
public sealed class DriftMonitor
{
    private readonly int _horizonSeconds;
    private Timestamp? _lastAsOf;

    public DriftMonitor(FeatureBins bins, ExpectedSkill expected, int horizonSeconds = ForecastHorizons.MainSeconds, DriftSettings? settings = null)
    {
        var s = settings ?? DriftSettings.Default;
        _horizonSeconds = horizonSeconds;
        Features = new PopulationStability(bins, s);
        Pit = new PitMonitor(horizonSeconds, s);
        Coverage = new RollingCoverage(horizonSeconds, s);
        PageHinkley = new PageHinkley(expected, horizonSeconds, s);
    }

    public PopulationStability Features { get; }

    public PitMonitor Pit { get; }

    public RollingCoverage Coverage { get; }

    public PageHinkley PageHinkley { get; }

    public bool Triggered => Signals().Any(s => s.Triggered);

    /// <summary>A row that is predicted from.</summary>
    public void Observe(ReadOnlySpan<float> row) => Features.Observe(row);

    /// <summary>False, and nothing is taken, when the outcome is not matured at <paramref name="now"/>, not newer than the last, of another horizon, or not finite.</summary>
    public bool Observe(in MaturedOutcome outcome, Timestamp now)
    {
        if (outcome.HorizonSeconds != _horizonSeconds || !outcome.IsMatured(now) || outcome.AsOf <= _lastAsOf || !double.IsFinite(outcome.Pit + outcome.CrpsBps + outcome.ReferenceCrpsBps)) return false;
        _lastAsOf = outcome.AsOf;
        Pit.Observe(outcome.Pit);
        Coverage.Observe(outcome.Inside90);
        PageHinkley.Observe(outcome.CrpsBps - outcome.ReferenceCrpsBps);
        return true;
    }

    public IReadOnlyList<DriftSignal> Signals() => [Features.Signal(), Pit.Signal(), PageHinkley.Signal(), Coverage.Signal()];

    public DriftState Capture() => new(Features.Capture(), Pit.Capture(), Coverage.Capture(), PageHinkley.Excess, _lastAsOf);

    /// <summary>Into a new monitor of the same model and settings.</summary>
    public void Restore(DriftState state)
    {
        Features.Restore(state.Features);
        Pit.Restore(state.Pits);
        Coverage.Restore(state.Inside90);
        PageHinkley.Restore(state.PageHinkleyExcess);
        _lastAsOf = state.LastAsOf;
    }
}
