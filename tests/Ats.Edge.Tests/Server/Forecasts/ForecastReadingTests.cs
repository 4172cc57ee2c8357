using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ats.Domain;
using Ats.Server.Forecasts;
using CsCheck;

namespace Ats.Edge.Tests.Server.Forecasts;

/// <summary>A prediction is read whole or refused as malformed; nothing else comes of it.</summary>
public sealed class ForecastReadingTests
{
    private static readonly string Good = ForecasterPlayer.Prediction(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))["data: ".Length..];

    private static readonly string[] Needed =
        ["symbol", "horizonSeconds", "asOf", "validUntil", "mid", "meanBps", "sigmaBps", "quantiles", "pUp", "interval90", "model", "source", "state"];

    [Fact]
    public void What_is_not_known_is_passed_over_and_what_is_not_needed_may_be_missing()
    {
        var json = Object();
        foreach (var name in json.Select(p => p.Key).Except(Needed).ToList()) json.Remove(name);
        var reading = Read(json);
        Assert.Equal(("BTCUSDT", "ok", 0.0, 7), (reading.Symbol, reading.State, reading.LatencyMicroseconds, reading.Forecast.ModelVersion));
        json["model"]!.AsObject().Remove("version");
        json["quantiles"] = new JsonArray();
        Assert.Equal((0, true), (Read(json).Forecast.ModelVersion, double.IsNaN(Read(json).Forecast.LowerDecile)));
    }

    [Fact]
    public void What_is_needed_must_be_there_and_of_its_kind()
    {
        JsonNode?[] wrong = [null, "NaN", "x", true, new JsonArray(1), new JsonObject(), JsonNode.Parse("1e999"), JsonNode.Parse("-1e300")];
        foreach (var name in Needed)
        {
            var without = Object();
            without.Remove(name);
            Refused(without.ToJsonString());
            foreach (var value in wrong)
            {
                // Texts may be any.
                if (value is not null && value.GetValueKind() == JsonValueKind.String && name is "symbol" or "source" or "state") continue;
                var other = Object();
                other[name] = value?.DeepClone();
                Refused(other.ToJsonString());
            }
        }
    }

    [Theory]
    [InlineData("pUp", "1.01")]
    [InlineData("pUp", "-0.01")]
    [InlineData("mid", "0")]
    [InlineData("mid", "-5")]
    [InlineData("sigmaBps", "-1")]
    [InlineData("meanBps", "50000")]
    [InlineData("horizonSeconds", "0")]
    [InlineData("horizonSeconds", "86401")]
    [InlineData("horizonSeconds", "1.5")]
    [InlineData("validUntil", "\"2026-01-02T03:04:04Z\"")]
    [InlineData("asOf", "\"0001-01-01T00:00:00Z\"")]
    [InlineData("validUntil", "\"9999-12-31T23:59:59Z\"")]
    [InlineData("asOf", "\"yesterday\"")]
    [InlineData("interval90", "{\"lowBps\":3,\"highBps\":2}")]
    [InlineData("quantiles", "[{\"level\":0.5,\"bps\":1},{\"level\":0.4,\"bps\":2}]")]
    [InlineData("quantiles", "[{\"level\":0.1,\"bps\":1},{\"level\":0.9,\"bps\":0}]")]
    [InlineData("quantiles", "[{\"level\":0.1}]")]
    [InlineData("quantiles", "[null]")]
    public void Numbers_that_cannot_be_are_refused(string name, string value)
    {
        var json = Object();
        json[name] = JsonNode.Parse(value);
        Refused(json.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\"text\"")]
    public void Other_json_and_none_are_refused(string text) => Refused(text);

    [Fact]
    public void What_follows_the_object_is_refused()
    {
        Refused(Good + "{}");
        Refused(Good + "x");
        Assert.Equal("BTCUSDT", ForecastReading.Parse(Encoding.UTF8.GetBytes(Good + " \r\n")).Symbol);
    }

    [Fact]
    public void Bytes_changed_at_random_give_a_sound_reading_or_a_format_exception()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        var change = Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte);
        Gen.Select(change.Array[1, 4], Gen.Int[0, bytes.Length]).Sample(
            (changes, length) =>
            {
                var changed = bytes[..^(changes.Length % 2 == 0 ? bytes.Length - length : 0)];
                foreach (var (at, value) in changes)
                    if (at < changed.Length) changed[at] = value;
                try
                {
                    var forecast = ForecastReading.Parse(changed).Forecast;
                    return forecast.UpProbability is >= 0 and <= 1 && double.IsFinite(forecast.ExpectedReturn) && forecast.LowerTail <= forecast.UpperTail
                        && MarketEvent.FromForecast(0, forecast.AsOf, in forecast).AsForecast().HorizonNanoseconds == forecast.HorizonNanoseconds;
                }
                catch (FormatException)
                {
                    return true;
                }
            },
            iter: 20_000);
    }

    private static JsonObject Object() => JsonNode.Parse(Good)!.AsObject();

    private static ForecastReading Read(JsonObject json) => ForecastReading.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static void Refused(string text) =>
        Assert.StartsWith("The forecaster's answer is not a prediction", Assert.Throws<FormatException>(() => ForecastReading.Parse(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
}
