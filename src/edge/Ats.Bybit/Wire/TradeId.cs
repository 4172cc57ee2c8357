using System.IO.Hashing;

namespace Ats.Bybit.Wire;

/// <summary>Trade ids as market events hold them, the same as in imported history: a whole number as it is, other text as 63 bits of its XxHash3, nothing as 0.</summary>
internal static class TradeId
{
    public static long Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        return text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && WireNumber.TryParse(text, 0, out var value)
            ? value
            : (long)(XxHash3.HashToUInt64(text) >> 1);
    }
}
