using System.Globalization;
using Ats.Forecasting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ats.Mlops.Service.Rest;

/// <summary>How good predictions have been, and whether the market drifts away from them.</summary>
internal static class QualityEndpoints
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);

    public static void MapQuality(this RouteGroupBuilder api)
    {
        api.MapGet("/quality", Quality).WithSummary("Scores of matured predictions over a window (15m, 1h, 6h).").Produces<QualityView>().ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/drift", Drift).WithSummary("What the monitors of drift say.").Produces<DriftView>().ProducesProblem(404);
    }

    private static IResult Quality(Forecaster forecaster, string? window, string? symbol)
    {
        if (symbol is not null && forecaster.Find(symbol) is null) return Problems.UnknownSymbol(forecaster, symbol);
        if (!TryWindow(window ?? "1h", out var length)) return Problems.Bad($"window: '{window}' is not a length of time up to {LongestWindow.TotalHours:0} h, like 15m or 1h.");
        return TypedResults.Ok(new QualityView(window ?? "1h", forecaster.Notice, [.. Chosen(forecaster, symbol).Select(i => Of(i, length))]));
    }

    private static IResult Drift(Forecaster forecaster, string? symbol)
    {
        if (symbol is not null && forecaster.Find(symbol) is null) return Problems.UnknownSymbol(forecaster, symbol);
        return TypedResults.Ok(new DriftView([.. Chosen(forecaster, symbol).Select(i =>
        {
            var signals = i.Quality.Drift();
            return new InstrumentDriftView(i.Symbol, i.Service.ServedVersion, signals.Any(s => s.Triggered), [.. signals.Select(s => new SignalView(s.Name, Numbers.Finite(s.Value), s.Threshold, s.Triggered, s.Words))]);
        })]));
    }

    private static IEnumerable<InstrumentForecaster> Chosen(Forecaster forecaster, string? symbol) => forecaster.Instruments.Where(i => symbol is null || i == forecaster.Find(symbol));

    private static InstrumentQualityView Of(InstrumentForecaster instrument, TimeSpan window)
    {
        if (instrument.Quality.Report(window) is not { } report) return new InstrumentQualityView(instrument.Symbol, null, null, null, "Nothing was predicted yet.", []);
        var main = report.Horizons.FirstOrDefault(h => h.HorizonSeconds == ForecastHorizons.MainSeconds);
        var verdict = report.Version is null ? "No model serves: the random walk answers, and there is nothing to score."
            : main is null or { N: 0 } ? "No outcome is known yet."
            : main.CrpsDmT is not { } t ? $"{main.N} outcomes are too few to tell."
            : t > 2 ? $"{report.Version} has skill at 15 s: t {t:0.0} against the random walk."
            : t < -2 ? $"{report.Version} is worse than the random walk at 15 s: t {t:0.0}."
            : $"{report.Version} is not distinguishable from the random walk at 15 s: t {t:0.0}.";
        return new InstrumentQualityView(instrument.Symbol, report.Version, report.From.ToDateTime(), report.To.ToDateTime(), verdict, [.. report.Horizons.Select(HorizonQualityView.Of)]);
    }

    private static bool TryWindow(string text, out TimeSpan window)
    {
        window = default;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 100_000) return false;
        window = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => default,
        };
        return window > TimeSpan.Zero && window <= LongestWindow;
    }
}
