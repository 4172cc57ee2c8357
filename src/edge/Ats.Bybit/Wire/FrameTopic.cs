using System.Text.Json;

namespace Ats.Bybit.Wire;

/// <summary>The topic of a frame of any layout: what stands between a known first word and the end.</summary>
internal static class FrameTopic
{
    /// <summary>
    /// Reads the whole frame once, so that unsound JSON is told from another topic. Ok: <paramref name="rest"/> is the topic's text after
    /// <paramref name="prefix"/>, copied into <paramref name="buffer"/> (of <see cref="JsonField.MaxText"/> bytes).
    /// </summary>
    public static FrameResult Find(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> prefix, Span<byte> buffer, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        var json = new Utf8JsonReader(frame);
        var found = false;
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return FrameResult.Malformed(json.TokenStartIndex);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isTopic = json.ValueTextEquals("topic"u8);
                json.Read();
                if (!isTopic)
                {
                    json.Skip();
                    continue;
                }

                if (json.TokenType != JsonTokenType.String) return FrameResult.Malformed(json.TokenStartIndex);
                var length = JsonField.CopyText(ref json, buffer);
                found = length >= 0 && buffer[..length].StartsWith(prefix);
                if (found) rest = buffer[prefix.Length..length];
            }

            json.Read();
            return found ? FrameResult.Ok(0) : FrameResult.Not(FrameStatus.NotThisTopic);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return FrameResult.Malformed(json.BytesConsumed);
        }
    }
}
