using System.Globalization;
using System.Text;
using Ats.Forecasting;
using Ats.Mlops.Loop;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ats.Mlops.Service.Rest;

/// <summary><c>/metrics</c> in Prometheus' text format.</summary>
internal static class ForecasterMetrics
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public static void MapForecasterMetrics(this RouteGroupBuilder app) =>
        app.MapGet("/metrics", (Forecaster f) => Results.Text(Text(f), "text/plain; version=0.0.4; charset=utf-8")).WithSummary("Prometheus' text format.").Produces<string>(200, "text/plain");

    private static string Text(Forecaster forecaster)
    {
        var text = new StringBuilder();
        void Each(string name, string type, string help, Func<InstrumentForecaster, double?> value) =>
            Write(text, name, type, help, forecaster.Instruments.Select(i => (Symbol(i), value(i))).Where(v => v.Item2 is { } x && double.IsFinite(x)).Select(v => (v.Item1, v.Item2!.Value)));
        Each("ats_forecaster_predictions_total", "counter", "Predictions published.", i => i.Service.Counters.Predictions);
        Each("ats_forecaster_fallbacks_total", "counter", "Predictions by the random walk.", i => i.Service.Counters.Fallbacks);
        Each("ats_forecaster_faults_total", "counter", "Rows on which a model threw or gave no numbers.", i => i.Service.Counters.Faults);
        Each("ats_forecaster_rows_refused_total", "counter", "Rows no model was asked about.", i => i.Service.Counters.RowsRefused);
        Each("ats_forecaster_outcomes_total", "counter", "Outcomes that became known.", i => i.Service.Counters.Matured);
        Each("ats_forecaster_log_failures_total", "counter", "Predictions and outcomes the log did not take.", i => i.Service.Counters.LogFailures);
        Each("ats_forecaster_model_serves", "gauge", "1 while the latest prediction is a model's.", i => i.Service.Current is { Source: PredictionSource.Model } ? 1 : 0);
        Each("ats_forecaster_loop_faulted", "gauge", "1 while the loop cannot step.", i => i.Loop.Fault is null ? 0 : 1);
        var scores = forecaster.Instruments.ToDictionary(i => i, i => i.Quality.Report(Window, ForecastHorizons.MainSeconds) is { Horizons: [var main, ..] } ? main : null);
        Each("ats_forecaster_crps_skill", "gauge", "CRPS skill at 15 s against the random walk, last hour.", i => scores[i]?.CrpsSkill);
        Each("ats_forecaster_r2", "gauge", "R2 of returns at 15 s against the random walk, last hour.", i => scores[i]?.R2);
        Each("ats_forecaster_coverage90", "gauge", "Share of outcomes inside the 90 % interval at 15 s, last hour.", i => scores[i]?.Coverage90);
        Write(text, "ats_forecaster_loop_state", "gauge", "1 for the state the loop is in.", forecaster.Instruments.SelectMany(i => Enum.GetValues<LoopState>().Select(s => ($"{Symbol(i)},state=\"{JsonName(s)}\"", i.Loop.Status.State == s ? 1.0 : 0))));
        Latency(text, forecaster);
        return text.ToString();
    }

    private static void Latency(StringBuilder text, Forecaster forecaster)
    {
        const string Name = "ats_forecaster_latency_seconds";
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} From the event that made a row due to its prediction.\n# TYPE {Name} histogram\n");
        foreach (var instrument in forecaster.Instruments)
        {
            var latency = instrument.Service.Latency;
            var bounds = LatencyHistogram.BoundsMicroseconds;
            var total = latency.Total;
            for (var bin = 0; bin < bounds.Length; bin++) text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{Symbol(instrument)},le=\"{(decimal)bounds[bin] / 1_000_000}\"}} {Math.Min(latency.UpTo(bin), total)}\n");
            text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{Symbol(instrument)},le=\"+Inf\"}} {total}\n{Name}_sum{{{Symbol(instrument)}}} {latency.SumMicroseconds / 1e6:R}\n{Name}_count{{{Symbol(instrument)}}} {total}\n");
        }
    }

    private static string Symbol(InstrumentForecaster instrument) => $"symbol=\"{instrument.Symbol}\"";

    private static string JsonName(LoopState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private static void Write(StringBuilder text, string name, string type, string help, IEnumerable<(string Labels, double Value)> values)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in values) text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {value:R}\n");
    }
}
