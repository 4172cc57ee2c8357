using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Drift;
using Ats.Forecasting.Scoring;
using Ats.Mlops.Loop;

namespace Ats.Mlops.Service;

/// <summary>
/// Scores what an instrument's champion said over a window, and tells the loop whether it may serve on. Scores are dear (long-run variances), so
/// they are kept for a few seconds.
/// </summary>
public sealed class QualityBoard(PredictionService service, TimeProvider time) : IModelWatch
{
    /// <summary>t of the CRPS against the random walk, over the last hour, below which a champion does harm.</summary>
    private const double HarmfulT = -3;

    private const int LeastOutcomes = 900;
    private const int MostWindowsKept = 16;

    private static readonly TimeSpan WatchWindow = TimeSpan.FromHours(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(TimeSpan Window, int? Horizon), (DateTimeOffset At, string? Version, QualityReport Report)> _kept = [];

    /// <summary>Null before the first prediction.</summary>
    /// <param name="window">Back from the latest prediction.</param>
    /// <param name="horizonSeconds">Only this horizon; null = all.</param>
    public QualityReport? Report(TimeSpan window, int? horizonSeconds = null)
    {
        if (service.Current is not { } current) return null;
        var version = service.ServedVersion;
        lock (_gate)
        {
            if (_kept.TryGetValue((window, horizonSeconds), out var kept) && kept.Version == version && time.GetUtcNow() - kept.At < Fresh) return kept.Report;
            var from = current.AsOf + (-window.Ticks * 100);
            var tracks = service.Tracks(PendingRows.SecondOf(from), horizonSeconds);
            var horizons = tracks is null ? [] : ForecastScorer.Score(tracks.Model, tracks.Reference).Horizons;
            var report = new QualityReport(service.Symbol, tracks?.Version, from, current.AsOf, horizons);
            if (_kept.Count >= MostWindowsKept) _kept.Clear();
            _kept[(window, horizonSeconds)] = (time.GetUtcNow(), version, report);
            return report;
        }
    }

    public IReadOnlyList<DriftSignal> Drift() => service.DriftSignals();

    public WatchReading Look()
    {
        if (service.ServedVersion is null) return default;
        var failing = service.ChampionFault;
        var main = Report(WatchWindow, ForecastHorizons.MainSeconds)?.Horizons.FirstOrDefault(h => h.HorizonSeconds == ForecastHorizons.MainSeconds);
        if (failing is null && main is { N: >= LeastOutcomes, CrpsDmT: < HarmfulT })
            failing = $"worse than the random walk over the last hour: CRPS skill {100 * main.CrpsSkill:0.0} %, t {main.CrpsDmT:0.0} on {main.N} outcomes";
        var signals = service.DriftSignals();
        var drift = string.Join("; ", signals.Where(s => s is { Triggered: true, Name: not "coverage" }).Select(s => $"{s.Name}: {s.Words}"));
        var coverage = signals.FirstOrDefault(s => s.Name == "coverage") is { } signal ? (signal.Triggered ? signal.Words : null) : CoverageOf(main);
        return new WatchReading(failing, drift.Length > 0 ? drift : null, coverage);
    }

    /// <summary>For models without monitors of their own: off by three points and by three standard errors of so many overlapping outcomes.</summary>
    private static string? CoverageOf(HorizonScore? main)
    {
        if (main is not { N: >= LeastOutcomes, Coverage90: { } inside }) return null;
        var tolerance = Math.Max(0.03, 3 * Math.Sqrt(0.9 * 0.1 * ForecastHorizons.MainSeconds / main.N));
        return Math.Abs(inside - 0.9) > tolerance ? $"The 90 % interval held {100 * inside:0.0} % of the last {main.N} outcomes." : null;
    }
}
