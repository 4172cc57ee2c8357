using System.Text.Json;
using System.Text.Json.Serialization;
using Ats.Domain;

namespace Ats.MarketData.Import;

/// <summary>
/// The manifest as JSON. Written by generated code; read by hand, because every run reads it and the serializer's start-up would cost
/// more than the tape.
/// </summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TapeManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    public static byte[] Write(TapeManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Default.TapeManifest);

    /// <exception cref="JsonException">Not a manifest.</exception>
    public static TapeManifest Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            var root = document.RootElement;
            var segments = new List<SegmentInfo>();
            if (root.TryGetProperty("segments", out var listed))
            {
                foreach (var segment in listed.EnumerateArray()) segments.Add(Segment(segment));
            }

            return new TapeManifest { Version = (int)Number(root, "version", MarketData.TapeManifest.CurrentVersion), Segments = segments };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static SegmentInfo Segment(JsonElement json) => new()
    {
        Instrument = Required(json, "instrument"),
        Kind = Enum.Parse<MarketEventKind>(Required(json, "kind")),
        IntervalMilliseconds = checked((int)Number(json, "intervalMilliseconds")),
        File = Text(json, "file"),
        Rows = Number(json, "rows"),
        FirstExchangeTimeNs = Number(json, "firstExchangeTimeNs"),
        LastExchangeTimeNs = Number(json, "lastExchangeTimeNs"),
        FirstReceiveTimeNs = Number(json, "firstReceiveTimeNs"),
        LastReceiveTimeNs = Number(json, "lastReceiveTimeNs"),
        Gaps = Gaps(json.TryGetProperty("gaps", out var gaps) ? gaps : throw new JsonException("a segment has no 'gaps'")),
        Duplicates = Number(json, "duplicates"),
        DuplicatesDropped = Number(json, "duplicatesDropped"),
        OutOfOrder = Number(json, "outOfOrder"),
        BadRows = Number(json, "badRows"),
        StaleRows = Number(json, "staleRows"),
        EmptyTrades = Number(json, "emptyTrades"),
        RoundedValues = Number(json, "roundedValues"),
        SequenceBreaks = Number(json, "sequenceBreaks"),
        ReceivedBeforeExchange = Number(json, "receivedBeforeExchange"),
        TickRaw = Number(json, "tickRaw"),
        LotRaw = Number(json, "lotRaw"),
        Format = Required(json, "format"),
        Source = Required(json, "source"),
        SourceSha256 = Text(json, "sourceSha256"),
        ContentHash = Required(json, "contentHash"),
        Notes = Texts(json, "notes"),
    };

    private static GapSummary Gaps(JsonElement json)
    {
        var largest = new List<Gap>();
        if (json.TryGetProperty("largest", out var listed))
        {
            foreach (var gap in listed.EnumerateArray()) largest.Add(new Gap(Number(gap, "fromNs"), Number(gap, "toNs")));
        }

        return new GapSummary
        {
            ThresholdNs = Number(json, "thresholdNs"),
            Count = Number(json, "count"),
            LongestNs = Number(json, "longestNs"),
            MissingBars = Number(json, "missingBars"),
            Largest = largest,
        };
    }

    private static List<string> Texts(JsonElement json, string name)
    {
        var texts = new List<string>();
        if (!json.TryGetProperty(name, out var list)) return texts;
        foreach (var text in list.EnumerateArray()) texts.Add(text.GetString() ?? "");
        return texts;
    }

    private static long Number(JsonElement json, string name, long missing = 0) => json.TryGetProperty(name, out var value) ? value.GetInt64() : missing;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Required(JsonElement json, string name) => Text(json, name) ?? throw new JsonException($"a segment has no '{name}'");
}
