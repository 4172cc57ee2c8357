using System.Text.Json;
using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>A whole frame as a parsed document, for everything but the hot topics. Dispose it: it rents memory.</summary>
internal sealed class JsonFrame : IDisposable
{
    private readonly JsonDocument _document;

    private JsonFrame(JsonDocument document)
    {
        _document = document;
        Root = new JsonRow(document.RootElement);
    }

    public JsonRow Root { get; }

    public string Topic => Root.Text("topic");

    public Timestamp Published => Root.Time("ts");

    /// <summary>None unless the bytes are one JSON object.</summary>
    public static JsonFrame? TryParse(ReadOnlySpan<byte> frame)
    {
        try
        {
            var reader = new Utf8JsonReader(frame);
            var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Object && frame[(int)reader.BytesConsumed..].IndexOfAnyExcept(" \t\r\n"u8) < 0) return new JsonFrame(document);
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What reading a value can throw on unsound input (a wrong kind, or text that is not UTF-8): a verdict, not a bug.</summary>
    public static bool IsUnsound(Exception e) => e is FormatException or InvalidOperationException or JsonException or OverflowException;

    public void Dispose() => _document.Dispose();
}
