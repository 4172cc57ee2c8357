using System.Text.Json;
using Ats.Domain;
using Ats.MarketData.Csv;

namespace Ats.MarketData.Formats;

/// <summary>Exact numbers out of JSON, whether written as numbers or strings.</summary>
internal static class JsonFields
{
    /// <exception cref="FormatException">The value is not a number that fits.</exception>
    public static long Fixed(ref Utf8JsonReader json, int decimals, ref long rounded)
    {
        if (json.TokenType is JsonTokenType.String or JsonTokenType.Number && FixedPointParser.TryParseSlow(json.ValueSpan, decimals, out var value, ref rounded)) return value;
        throw new FormatException($"'{System.Text.Encoding.UTF8.GetString(json.ValueSpan)}' is not a number that fits");
    }

    /// <summary>A time in whole milliseconds.</summary>
    /// <exception cref="FormatException">The value is not one between 1990 and 2200.</exception>
    public static Timestamp Milliseconds(ref Utf8JsonReader json)
    {
        long rounded = 0;
        var milliseconds = Fixed(ref json, 0, ref rounded);
        return milliseconds is > 631_152_000_000 and < 7_258_118_400_000
            ? Timestamp.FromMilliseconds(milliseconds)
            : throw new FormatException($"{milliseconds} is not a time in milliseconds between 1990 and 2200");
    }

    /// <summary>Nanoseconds of a whole number whose size tells its unit (s, ms, us, ns).</summary>
    public static Timestamp AnyUnit(long value) => new(value switch
    {
        < 100_000_000_000 => checked(value * Timestamp.NanosecondsPerSecond),
        < 100_000_000_000_000 => value * Timestamp.NanosecondsPerMillisecond,
        < 100_000_000_000_000_000 => value * 1000,
        _ => value,
    });

    /// <summary>Steps to the next token, which must be of a kind.</summary>
    public static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type) throw new FormatException($"{type} expected at byte {json.TokenStartIndex}");
    }
}
