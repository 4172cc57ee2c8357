using System.Globalization;
using System.Text.Json;
using Ats.Domain;

namespace Ats.Server.Forecasts;

/// <summary>A prediction as the forecaster's API gives it, read tolerantly: what ATS does not know is passed over, what it needs must be there and finite.</summary>
public sealed record ForecastReading
{
    private const double BasisPoint = 1e-4;
    private const double LowerDecile = 0.10;
    private const double UpperDecile = 0.90;

    /// <summary>A hundredfold price: what is said of more is no prediction.</summary>
    private const double MostBps = 46_052;

    public required string Symbol { get; init; }

    /// <summary>As an engine event carries it.</summary>
    public required Forecast Forecast { get; init; }

    /// <summary>Quote units, at the forecast's as-of.</summary>
    public required double Mid { get; init; }

    /// <summary><c>lstm</c>, <c>random-walk</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Null for a fallback.</summary>
    public string? Version { get; init; }

    /// <summary><c>ok</c>, <c>warming</c>, <c>stale</c> or <c>degraded</c>.</summary>
    public required string State { get; init; }

    /// <summary>From the market event to the prediction, as the forecaster states it.</summary>
    public double LatencyMicroseconds { get; init; }

    /// <summary>Quantiles by level, basis points, ascending.</summary>
    public IReadOnlyList<(double Level, double Bps)> Quantiles { get; init; } = [];

    /// <exception cref="FormatException">Not a prediction.</exception>
    public static ForecastReading Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            if (json[(int)reader.BytesConsumed..].ContainsAnyExcept(" \r\n\t"u8)) throw new FormatException("something follows the object");
            return Of(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new FormatException($"The forecaster's answer is not a prediction: {e.Message}", e);
        }
    }

    private static ForecastReading Of(JsonElement json)
    {
        var model = json.GetProperty("model");
        var version = model.TryGetProperty("version", out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
        var state = Text(json, "state");
        var fallback = Text(json, "source") != "model";
        var horizon = json.GetProperty("horizonSeconds").GetInt32();
        Need(horizon is >= 1 and <= 86_400, "a horizon of up to a day");
        var quantiles = json.GetProperty("quantiles").EnumerateArray().Select(q => (Level: Finite(q.GetProperty("level")), Bps: Bps(q, "bps"))).ToList();
        Need(quantiles.Zip(quantiles.Skip(1)).All(p => p.First.Level < p.Second.Level && p.First.Bps <= p.Second.Bps), "quantiles that rise");
        var interval = json.GetProperty("interval90");
        var mid = Finite(json.GetProperty("mid"));
        Need(mid > 0, "a mid above 0");
        return new ForecastReading
        {
            Symbol = Text(json, "symbol"),
            Mid = mid,
            Model = Text(model, "name"),
            Version = version,
            State = state,
            LatencyMicroseconds = json.TryGetProperty("latencyMicroseconds", out var latency) ? Finite(latency) : 0,
            Quantiles = quantiles,
            Forecast = Checked(new Forecast(Bps(json, "meanBps") * BasisPoint, horizon * Timestamp.NanosecondsPerSecond, Time(json, "asOf"), Time(json, "validUntil"))
            {
                Sigma = Bps(json, "sigmaBps") * BasisPoint,
                LowerTail = Bps(interval, "lowBps") * BasisPoint,
                UpperTail = Bps(interval, "highBps") * BasisPoint,
                LowerDecile = At(quantiles, LowerDecile),
                UpperDecile = At(quantiles, UpperDecile),
                UpProbability = Finite(json.GetProperty("pUp")),
                ModelVersion = NumberOf(version),
                Status = StatusOf(state, fallback),
            }),
        };
    }

    private static Forecast Checked(Forecast forecast)
    {
        Need(forecast.ValidUntil >= forecast.AsOf, "a validity that ends after it begins");
        Need(forecast.Sigma >= 0, "a deviation not below 0");
        Need(forecast.LowerTail <= forecast.UpperTail, "an interval that rises");
        Need(forecast.UpProbability is >= 0 and <= 1, "a probability from 0 to 1");
        return forecast;
    }

    private static void Need(bool holds, string what)
    {
        if (!holds) throw new FormatException($"it needs {what}");
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"it needs a {name}");

    private static double Bps(JsonElement json, string name) =>
        Finite(json.GetProperty(name)) is var bps && Math.Abs(bps) <= MostBps ? bps : throw new FormatException($"{name} of {bps}");

    /// <summary>A fallback is not a model's word: arms are told that there is none.</summary>
    private static ForecastStatus StatusOf(string state, bool fallback) => state switch
    {
        "warming" => ForecastStatus.Warming,
        "stale" => ForecastStatus.Stale,
        "ok" when !fallback => ForecastStatus.Ok,
        _ => ForecastStatus.Degraded,
    };

    private static double At(List<(double Level, double Bps)> quantiles, double level)
    {
        foreach (var q in quantiles)
            if (Math.Abs(q.Level - level) < 1e-6) return q.Bps * BasisPoint;
        return double.NaN;
    }

    private static int NumberOf(string? version) =>
        version is not null && int.TryParse(version.AsSpan().TrimStart('v'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static double Finite(JsonElement number) =>
        number.GetDouble() is var value && double.IsFinite(value) ? value : throw new FormatException($"a number that is not finite: {value}");

    private static Timestamp Time(JsonElement json, string name) => Timestamp.FromDateTime(json.GetProperty(name).GetDateTimeOffset());
}
