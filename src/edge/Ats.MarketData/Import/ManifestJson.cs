using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ats.MarketData.Import;

/// <summary>The manifest as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TapeManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    public static byte[] Write(TapeManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Default.TapeManifest);

    public static TapeManifest Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Default.TapeManifest) ?? throw new JsonException("it is null");
}
