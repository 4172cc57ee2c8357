using System.Text.Json;
using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>Values under a <see cref="Utf8JsonReader"/>, as strings or numbers, escaped or not; nothing is allocated.</summary>
internal static class JsonField
{
    /// <summary>Longest text taken where a name or number is expected.</summary>
    public const int MaxText = 128;

    /// <summary>Copies the unescaped text of a string or number token; returns its length, or -1 when it is neither or too long.</summary>
    /// <param name="buffer">At least <see cref="MaxText"/> bytes.</param>
    public static int CopyText(ref Utf8JsonReader json, scoped Span<byte> buffer)
    {
        if (json.ValueSpan.Length > MaxText) return -1;
        if (json.TokenType == JsonTokenType.String) return json.CopyString(buffer);
        if (json.TokenType != JsonTokenType.Number) return -1;
        json.ValueSpan.CopyTo(buffer);
        return json.ValueSpan.Length;
    }

    public static bool TryFixed(ref Utf8JsonReader json, int decimals, out long raw)
    {
        raw = 0;
        Span<byte> buffer = stackalloc byte[MaxText];
        var length = CopyText(ref json, buffer);
        return length >= 0 && WireNumber.TryParse(buffer[..length], decimals, out raw);
    }

    public static bool TryMilliseconds(ref Utf8JsonReader json, out Timestamp time)
    {
        time = default;
        return TryFixed(ref json, 0, out var milliseconds) && WireNumber.TryMilliseconds(milliseconds, out time);
    }

    /// <summary>Buy or Sell, exactly.</summary>
    public static bool TrySide(ref Utf8JsonReader json, out Side side)
    {
        side = Side.Buy;
        if (json.TokenType != JsonTokenType.String) return false;
        if (json.ValueTextEquals("Buy"u8)) return true;
        side = Side.Sell;
        return json.ValueTextEquals("Sell"u8);
    }
}
