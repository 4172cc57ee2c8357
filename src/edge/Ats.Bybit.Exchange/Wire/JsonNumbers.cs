using System.Buffers.Text;
using System.Text.Json;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>Numbers as Bybit writes them: JSON strings of decimals without trailing zeros.</summary>
internal static class JsonNumbers
{
    public static void Number(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Price value)
    {
        Span<byte> text = stackalloc byte[32];
        json.WriteString(name, text[..Format(value.Raw, Price.Decimals, text)]);
    }

    public static void Number(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Quantity value)
    {
        Span<byte> text = stackalloc byte[32];
        json.WriteString(name, text[..Format(value.Raw, Quantity.Decimals, text)]);
    }

    public static void Number(this Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal value)
    {
        Span<byte> text = stackalloc byte[40];
        json.WriteString(name, text[..Format(value, text)]);
    }

    /// <summary>A price, or an empty text when it is zero (= none).</summary>
    public static void NumberOrEmpty(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Price value)
    {
        if (value.Raw == 0) json.WriteString(name, ""u8);
        else json.Number(name, value);
    }

    /// <summary>An integer as a string: ids and times inside rows.</summary>
    public static void Text(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long value)
    {
        Span<byte> text = stackalloc byte[24];
        Utf8Formatter.TryFormat(value, text, out var length);
        json.WriteString(name, text[..length]);
    }

    public static void NumberValue(this Utf8JsonWriter json, long raw, int decimals)
    {
        Span<byte> text = stackalloc byte[32];
        json.WriteStringValue(text[..Format(raw, decimals, text)]);
    }

    public static void NumberValue(this Utf8JsonWriter json, decimal value)
    {
        Span<byte> text = stackalloc byte[40];
        json.WriteStringValue(text[..Format(value, text)]);
    }

    /// <summary>raw / 10^decimals without trailing zeros; returns the length.</summary>
    public static int Format(long raw, int decimals, Span<byte> into)
    {
        while (decimals > 0 && raw % 10 == 0)
        {
            raw /= 10;
            decimals--;
        }

        if (decimals == 0)
        {
            Utf8Formatter.TryFormat(raw, into, out var whole);
            return whole;
        }

        var length = 0;
        if (raw < 0) into[length++] = (byte)'-';
        Span<byte> digits = stackalloc byte[24];
        Utf8Formatter.TryFormat(raw < 0 ? (ulong)-raw : (ulong)raw, digits, out var count);
        var point = count - decimals;
        if (point <= 0)
        {
            into[length++] = (byte)'0';
            into[length++] = (byte)'.';
            for (; point < 0; point++) into[length++] = (byte)'0';
            digits[..count].CopyTo(into[length..]);
            return length + count;
        }

        digits[..point].CopyTo(into[length..]);
        length += point;
        into[length++] = (byte)'.';
        digits[point..count].CopyTo(into[length..]);
        return length + decimals;
    }

    /// <summary>A decimal, rounded to 18 places, without trailing zeros; returns the length.</summary>
    public static int Format(decimal value, Span<byte> into)
    {
        if (value.Scale > 18) value = decimal.Round(value, 18);
        Utf8Formatter.TryFormat(value, into, out var length);
        if (!into[..length].Contains((byte)'.')) return length;
        while (into[length - 1] == '0') length--;
        return into[length - 1] == '.' ? length - 1 : length;
    }
}
