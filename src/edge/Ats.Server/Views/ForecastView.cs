using Ats.Domain;
using Ats.Server.Forecasts;

namespace Ats.Server.Views;

/// <summary>The latest predictions of one instrument. All but Symbol are null before the first.</summary>
/// <param name="State"><c>ok</c>, <c>warming</c>, <c>stale</c> or <c>degraded</c>.</param>
/// <param name="Model"><c>lstm</c>, or <c>random-walk</c> for the fallback.</param>
/// <param name="Version">Null for the fallback.</param>
/// <param name="Mid">Quote units, at AsOf.</param>
/// <param name="AgeMilliseconds">Since AsOf.</param>
/// <param name="LatencyMicroseconds">From the market event to the prediction, in the forecaster.</param>
/// <param name="Horizons">Ascending.</param>
public sealed record ForecastView(
    string Symbol, string? State, string? Model, string? Version, DateTimeOffset? AsOf, double? Mid, double? AgeMilliseconds, double? LatencyMicroseconds, IReadOnlyList<HorizonForecastView> Horizons)
{
    internal static ForecastView Of(string symbol, IReadOnlyList<ForecastReading> readings, DateTimeOffset now)
    {
        if (readings.Count == 0) return new ForecastView(symbol, null, null, null, null, null, null, null, []);
        var newest = readings.MaxBy(r => r.Forecast.AsOf)!;
        var asOf = newest.Forecast.AsOf.ToDateTime();
        return new ForecastView(
            symbol, newest.State, newest.Model, newest.Version, asOf, newest.Mid, (now - asOf).TotalMilliseconds, newest.LatencyMicroseconds,
            [.. readings.Where(r => r.Forecast.AsOf == newest.Forecast.AsOf).Select(r => new HorizonForecastView(
                (int)(r.Forecast.HorizonNanoseconds / Timestamp.NanosecondsPerSecond), r.Forecast.ExpectedBps, r.Forecast.UpProbability, [.. r.Quantiles.Select(q => q.Bps)]))]);
    }
}
