using System.Buffers;
using System.Text.Json;
using Ats.Domain;
using Ats.Forecasting;

namespace Ats.Mlops.Service;

/// <summary>What is said at one second, at all horizons. Its JSON is made at the first asking and kept.</summary>
public sealed class Prediction
{
    private byte[]?[]? _json;

    public required string Symbol { get; init; }

    /// <summary>Counts predictions of the instrument since the service began.</summary>
    public required long Sequence { get; init; }

    /// <summary>UTC: what it is said from was received up to here.</summary>
    public required Timestamp AsOf { get; init; }

    /// <summary>UTC: not to be used after.</summary>
    public required Timestamp ValidUntil { get; init; }

    /// <summary>At <see cref="AsOf"/>, quote units.</summary>
    public required double Mid { get; init; }

    /// <summary>Deviation of one-second log returns, basis points.</summary>
    public required double SigmaBps { get; init; }

    public required IReadOnlyList<HorizonPrediction> Horizons { get; init; }

    public required PredictionModel Model { get; init; }

    public required PredictionSource Source { get; init; }

    public required PredictionState State { get; init; }

    /// <summary>Of the feature row, sixteen hex digits.</summary>
    public required string FeatureHash { get; init; }

    /// <summary>From the event that made the row due to this prediction.</summary>
    public required double LatencyMicroseconds { get; init; }

    /// <summary>Null = not predicted.</summary>
    public HorizonPrediction? At(int horizonSeconds) => IndexOf(horizonSeconds) is >= 0 and var index ? Horizons[index] : null;

    /// <summary>The JSON of one horizon, UTF-8; null where it is not predicted.</summary>
    public ReadOnlyMemory<byte>? Json(int horizonSeconds)
    {
        var index = IndexOf(horizonSeconds);
        if (index < 0) return null;
        // Two readers at once may both write it: the same bytes.
        var all = _json ??= new byte[]?[Horizons.Count];
        return all[index] ??= Write(Horizons[index]);
    }

    private int IndexOf(int horizonSeconds)
    {
        for (var i = 0; i < Horizons.Count; i++)
            if (Horizons[i].HorizonSeconds == horizonSeconds) return i;
        return -1;
    }

    private byte[] Write(HorizonPrediction horizon)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("symbol", Symbol);
        json.WriteNumber("horizonSeconds", horizon.HorizonSeconds);
        json.WriteString("asOf", AsOf.ToString());
        json.WriteString("validUntil", ValidUntil.ToString());
        json.WriteNumber("mid", Mid);
        json.WriteNumber("price", PriceAt(horizon.MeanBps));
        json.WriteNumber("meanBps", Round(horizon.MeanBps));
        json.WriteNumber("sigmaBps", Round(horizon.SigmaBps));
        json.WriteStartArray("quantiles");
        for (var q = 0; q < horizon.QuantilesBps.Count; q++)
        {
            json.WriteStartObject();
            json.WriteNumber("level", Math.Round(PredictionLayout.Levels[q], 4));
            json.WriteNumber("bps", Round(horizon.QuantilesBps[q]));
            json.WriteNumber("price", PriceAt(horizon.QuantilesBps[q]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("pUp", Round(horizon.UpProbability));
        json.WriteStartObject("interval90");
        json.WriteNumber("lowBps", Round(horizon.QuantilesBps[0]));
        json.WriteNumber("highBps", Round(horizon.QuantilesBps[^1]));
        json.WriteNumber("low", PriceAt(horizon.QuantilesBps[0]));
        json.WriteNumber("high", PriceAt(horizon.QuantilesBps[^1]));
        json.WriteEndObject();
        json.WriteStartObject("model");
        json.WriteString("name", Model.Name);
        json.WriteString("version", Model.Version);
        json.WriteString("alias", Model.Alias);
        json.WriteEndObject();
        json.WriteString("source", Source == PredictionSource.Model ? "model" : "fallback");
        json.WriteString("state", NameOf(State));
        json.WriteString("featureHash", FeatureHash);
        json.WriteNumber("latencyMicroseconds", Math.Round(LatencyMicroseconds, 1));
        json.WriteNumber("sequence", Sequence);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    internal static string NameOf(PredictionState state) => state switch
    {
        PredictionState.Ok => "ok",
        PredictionState.Warming => "warming",
        PredictionState.Stale => "stale",
        _ => "degraded",
    };

    private static double Round(double value) => Math.Round(value, 6);

    // Nine significant digits: a price of any size, without the noise of the exponential.
    private double PriceAt(double bps)
    {
        var price = Mid * Math.Exp(bps / 1e4);
        var digits = Math.Clamp(8 - (int)Math.Floor(Math.Log10(price)), 0, 15);
        return Math.Round(price, digits);
    }
}
