using System.Globalization;

namespace Ats.Forecasting.Drift;

/// <summary>Does the 90 % interval hold 90 % of recent outcomes?</summary>
public sealed class RollingCoverage(int horizonSeconds, DriftSettings settings)
{
    private readonly RollingWindow _inside = new(settings.OutcomeWindow);
    private int _hits;

    internal void Observe(bool inside90)
    {
        if (_inside.Add(inside90 ? 1 : 0) is > 0.5) _hits--;
        if (inside90) _hits++;
    }

    /// <summary>Value: the coverage, in [0, 1]; threshold: how far from 0.9 it may lie.</summary>
    public DriftSignal Signal()
    {
        if (_inside.Count < settings.Minimum) return new DriftSignal("coverage", null, settings.CoverageTolerance, false, $"{_inside.Count} of {settings.Minimum} outcomes seen.");
        var coverage = (double)_hits / _inside.Count;
        var tolerance = Math.Max(settings.CoverageTolerance, settings.CoverageErrors * Math.Sqrt(0.9 * 0.1 * horizonSeconds / _inside.Count));
        return new DriftSignal(
            "coverage", coverage, tolerance, Math.Abs(coverage - 0.9) > tolerance,
            string.Create(CultureInfo.InvariantCulture, $"The 90 % interval held {100 * coverage:0.0} % of the last {_inside.Count} outcomes."));
    }

    public IReadOnlyList<double> Capture() => _inside.ToArray();

    public void Restore(IReadOnlyList<double> state)
    {
        foreach (var inside in state) Observe(inside > 0.5);
    }
}
