using Ats.Domain;

namespace Ats.MarketData.Csv;

/// <summary>ISO-8601 moments as nanoseconds: 2025-05-30 16:40:00+00:00, 2026-06-15T05:45:31.053108Z, 2024-01-01.</summary>
internal static class IsoTime
{
    public static bool TryParse(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        text = FixedPointParser.Unquote(text);
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text[..4], out var year) || !Digits(text.Slice(5, 2), out var month) || !Digits(text.Slice(8, 2), out var day)) return false;
        if (year is < 1970 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        long seconds = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        text = text[10..];
        if (text.IsEmpty)
        {
            nanoseconds = seconds * Timestamp.NanosecondsPerSecond;
            return true;
        }

        if ((text[0] != ' ' && text[0] != 'T') || text.Length < 6 || text[3] != ':') return false;
        if (!Digits(text.Slice(1, 2), out var hour) || !Digits(text.Slice(4, 2), out var minute) || hour > 23 || minute > 59) return false;
        var second = 0;
        text = text[6..];
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!Digits(text.Slice(1, 2), out second) || second > 60) return false;
            text = text[3..];
        }

        if (!Fraction(ref text, out var fraction) || !Zone(text, out var offsetSeconds)) return false;
        nanoseconds = ((seconds + (hour * 3600) + (minute * 60) + second - offsetSeconds) * Timestamp.NanosecondsPerSecond) + fraction;
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (text.IsEmpty || (text[0] != '.' && text[0] != ',')) return true;
        var i = 1;
        var unit = 100_000_000;
        for (; i < text.Length && char.IsAsciiDigit((char)text[i]); i++, unit /= 10) nanoseconds += (text[i] - '0') * unit;
        text = text[i..];
        return i > 1;
    }

    private static bool Zone(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        text = text.TrimStart((byte)' ');
        if (text.IsEmpty || text.SequenceEqual("Z"u8) || text.SequenceEqual("UTC"u8)) return true;
        if (text[0] != '+' && text[0] != '-') return false;
        var sign = text[0] == '-' ? -1 : 1;
        text = text[1..];
        if (text.Length == 5 && text[2] == ':') text = (byte[])[text[0], text[1], text[3], text[4]];
        if (text.Length is not (2 or 4) || !Digits(text[..2], out var hours)) return false;
        var minutes = 0;
        if (text.Length == 4 && !Digits(text[2..], out minutes)) return false;
        seconds = sign * ((hours * 3600) + (minutes * 60));
        return hours <= 14 && minutes < 60;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c)) return false;
            value = (value * 10) + c - '0';
        }

        return true;
    }
}
