using System.Text;
using System.Text.Json;
using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;

namespace Ats.MarketData.Formats;

/// <summary>Exact numbers from parsed JSON rows.</summary>
internal static class JsonRows
{
    /// <exception cref="FormatException">Not a number that fits.</exception>
    public static long Number(JsonElement value, int decimals, ref long rounded)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return FixedPointParser.TryParseSlow(Encoding.UTF8.GetBytes(text), decimals, out var parsed, ref rounded) ? parsed : throw new FormatException($"'{text}' is not a number that fits");
    }

    /// <exception cref="FormatException">Not a time in ms between 1990 and 2200.</exception>
    public static Timestamp Milliseconds(JsonElement value)
    {
        long rounded = 0;
        var nanoseconds = Number(value, 6, ref rounded);
        return nanoseconds is >= RowRules.FirstTime and < RowRules.LastTime ? new Timestamp(nanoseconds) : throw new FormatException("its time is not in ms between 1990 and 2200");
    }
}
