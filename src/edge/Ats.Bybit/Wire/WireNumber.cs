using System.Buffers;
using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>Decimal text to fixed-point integers, exactly: the tolerant parser, and the judge of <see cref="FastNumber"/>.</summary>
internal static class WireNumber
{
    private const long FirstMillisecond = 631_152_000_000;
    private const long LastMillisecond = 7_258_118_400_000;
    private static readonly SearchValues<byte> DigitsAndPoint = SearchValues.Create("0123456789."u8);

    /// <summary>
    /// Optional minus, digits with at most one point, optional exponent of up to three digits. More decimals than are held are rounded half away from zero.
    /// </summary>
    /// <returns>False when it is not such a number or does not fit.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, int decimals, out long raw)
    {
        raw = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative) text = text[1..];
        var mantissa = text.IndexOfAnyExcept(DigitsAndPoint) is >= 0 and var end ? text[..end] : text;
        var exponent = 0;
        if (mantissa.Length < text.Length && !TryExponent(text[mantissa.Length..], out exponent)) return false;
        var point = mantissa.IndexOf((byte)'.');
        var fraction = point < 0 ? default : mantissa[(point + 1)..];
        var whole = point < 0 ? mantissa : mantissa[..point];
        if (whole.Length + fraction.Length == 0 || fraction.Contains((byte)'.')) return false;
        if (!TryScale(whole, fraction, whole.Length + decimals + exponent, out raw)) return false;
        if (negative) raw = -raw;
        return true;
    }

    /// <summary>Milliseconds between 1990 and 2200: anything else is another unit.</summary>
    public static bool TryMilliseconds(long milliseconds, out Timestamp time)
    {
        var sane = milliseconds is > FirstMillisecond and < LastMillisecond;
        time = sane ? Timestamp.FromMilliseconds(milliseconds) : default;
        return sane;
    }

    /// <summary>The first <paramref name="keep"/> digits as an integer (zeros appended), the next one rounding.</summary>
    private static bool TryScale(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int keep, out long raw)
    {
        raw = 0;
        var digits = whole.Length + fraction.Length;
        for (var i = 0; i < keep; i++)
        {
            if (i >= digits && raw == 0) return true;
            var digit = i >= digits ? 0 : Digit(whole, fraction, i);
            if (raw > (long.MaxValue - digit) / 10) return false;
            raw = (raw * 10) + digit;
        }

        if (keep < 0 || keep >= digits || Digit(whole, fraction, keep) < 5) return true;
        if (raw == long.MaxValue) return false;
        raw++;
        return true;
    }

    private static int Digit(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int i) =>
        (i < whole.Length ? whole[i] : fraction[i - whole.Length]) - '0';

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if ((text[0] | 0x20) != 'e') return false;
        text = text[1..];
        var negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+')) text = text[1..];
        if (text.Length is 0 or > 3) return false;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9') return false;
            exponent = (exponent * 10) + c - '0';
        }

        if (negative) exponent = -exponent;
        return true;
    }
}
