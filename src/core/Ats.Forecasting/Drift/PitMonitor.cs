using System.Globalization;
using Ats.Forecasting.Scoring;

namespace Ats.Forecasting.Drift;

/// <summary>Is the PIT of recent outcomes still uniform? Kolmogorov-Smirnov on a grid of hundredths; the window counts as window / horizon outcomes.</summary>
public sealed class PitMonitor(int horizonSeconds, DriftSettings settings)
{
    private const int Bins = 100;

    private readonly RollingWindow _pits = new(settings.OutcomeWindow);
    private readonly int[] _counts = new int[Bins];

    internal void Observe(double pit)
    {
        if (_pits.Add(pit) is { } gone) _counts[Bin(gone)]--;
        _counts[Bin(pit)]++;
    }

    /// <summary>Value: the p-value.</summary>
    public DriftSignal Signal()
    {
        if (_pits.Count < settings.Minimum) return new DriftSignal("pit", null, settings.PitP, false, $"{_pits.Count} of {settings.Minimum} outcomes seen.");
        double distance = 0, below = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            below += (double)_counts[bin] / _pits.Count;
            distance = Math.Max(distance, Math.Abs(below - ((bin + 1.0) / Bins)));
        }

        var p = KolmogorovSmirnov.PValueOf(distance, (double)_pits.Count / horizonSeconds);
        var words = string.Create(CultureInfo.InvariantCulture, $"Outcomes lie up to {100 * distance:0.0} points off where the forecasts put them.");
        return new DriftSignal("pit", p, settings.PitP, p < settings.PitP, words);
    }

    public IReadOnlyList<double> Capture() => _pits.ToArray();

    public void Restore(IReadOnlyList<double> state)
    {
        foreach (var pit in state) Observe(pit);
    }

    private static int Bin(double pit) => Math.Clamp((int)(pit * Bins), 0, Bins - 1);
}
