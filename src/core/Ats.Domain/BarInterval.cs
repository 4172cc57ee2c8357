using System.Globalization;

namespace Ats.Domain;

/// <summary>Length of a bar in whole milliseconds, written 250ms, 1s, 15s, 1m, 4h, 1d.</summary>
public readonly record struct BarInterval(int Milliseconds)
{
    public long Nanoseconds => Milliseconds * Timestamp.NanosecondsPerMillisecond;

    public static BarInterval OneSecond => new(1000);

    public static BarInterval OneMinute => new(60_000);

    /// <exception cref="FormatException">Not a number followed by ms, s, m, h or d, or longer than 7 days.</exception>
    public static BarInterval Parse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        long unit = text[digits..] switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" or "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => 0,
        };
        var ok = long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        if (!ok || unit == 0 || count is < 1 or > 604_800_000 || count * unit > 604_800_000)
            throw new FormatException($"'{text}' is not a bar interval: write a whole number and a unit, for example 1s, 15s, 1m, 4h, 1d (at most 7d).");
        return new BarInterval((int)(count * unit));
    }

    public override string ToString() => Milliseconds switch
    {
        _ when Milliseconds % 86_400_000 == 0 => $"{Milliseconds / 86_400_000}d",
        _ when Milliseconds % 3_600_000 == 0 => $"{Milliseconds / 3_600_000}h",
        _ when Milliseconds % 60_000 == 0 => $"{Milliseconds / 60_000}m",
        _ when Milliseconds % 1000 == 0 => $"{Milliseconds / 1000}s",
        _ => $"{Milliseconds}ms",
    };
}
