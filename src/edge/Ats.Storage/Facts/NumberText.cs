using System.Buffers.Text;
using System.Globalization;

namespace Ats.Storage.Facts;

/// <summary>Decimals and fixed-point integers as UTF-8 text and back, exactly (a decimal keeps its scale and the sign of zero).</summary>
internal static class NumberText
{
    /// <summary>Enough for any decimal: sign, 29 digits, point, leading zero.</summary>
    public const int MaxLength = 40;

    public static int Write(decimal value, Span<byte> destination)
    {
        var sign = 0;
        if (value == 0m && decimal.IsNegative(value))
        {
            // Formatting drops the sign of a negative zero.
            destination[sign++] = (byte)'-';
            value = -value;
        }

        return value.TryFormat(destination[sign..], out var written, default, CultureInfo.InvariantCulture)
            ? sign + written
            : throw new ArgumentException("The destination is too short for a decimal.", nameof(destination));
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out decimal value)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)) return false;
        if (value == 0m && text[0] == (byte)'-' && !decimal.IsNegative(value)) value = -value;
        return true;
    }

    /// <summary>raw / 10^decimals without trailing zeros.</summary>
    public static int Write(long raw, int decimals, Span<byte> destination)
    {
        var at = 0;
        if (raw < 0) destination[at++] = (byte)'-';
        var unit = Unit(decimals);
        var (whole, fraction) = Math.DivRem(Magnitude(raw), unit);
        Utf8Formatter.TryFormat(whole, destination[at..], out var digits);
        at += digits;
        if (fraction == 0) return at;
        destination[at++] = (byte)'.';
        while (fraction != 0)
        {
            unit /= 10;
            (var digit, fraction) = Math.DivRem(fraction, unit);
            destination[at++] = (byte)('0' + digit);
        }

        return at;
    }

    public static bool TryRead(ReadOnlySpan<byte> text, int decimals, out long raw)
    {
        raw = 0;
        var negative = text.Length > 0 && text[0] == (byte)'-';
        if (negative) text = text[1..];
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length is 0 or > 19 || fraction.Length > decimals) return false;
        UInt128 magnitude = 0;
        foreach (var c in whole)
        {
            if (!TryDigit(c, ref magnitude)) return false;
        }

        for (var i = 0; i < decimals; i++)
        {
            if (!TryDigit(i < fraction.Length ? fraction[i] : (byte)'0', ref magnitude)) return false;
        }

        if (magnitude > (negative ? 1UL << 63 : long.MaxValue)) return false;
        raw = unchecked(negative ? -(long)(ulong)magnitude : (long)(ulong)magnitude);
        return true;
    }

    private static bool TryDigit(byte c, ref UInt128 magnitude)
    {
        if (c is < (byte)'0' or > (byte)'9') return false;
        magnitude = (magnitude * 10) + (UInt128)(c - '0');
        return true;
    }

    private static ulong Magnitude(long raw) => raw < 0 ? unchecked((ulong)-raw) : (ulong)raw;

    private static ulong Unit(int decimals)
    {
        var unit = 1UL;
        for (var i = 0; i < decimals; i++) unit *= 10;
        return unit;
    }
}
