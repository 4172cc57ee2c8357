namespace Ats.Bybit.Exchange.Core;

/// <summary>A kline interval of Bybit: minutes, D, W (from Monday) or M.</summary>
internal readonly record struct KlineInterval(string Name, int Minutes)
{
    private const int Week = 7 * 1440;
    private const int Month = -1;

    public static bool TryParse(string? text, out KlineInterval interval)
    {
        var minutes = text switch
        {
            "1" or "3" or "5" or "15" or "30" or "60" or "120" or "240" or "360" or "720" => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
            "D" => 1440,
            "W" => Week,
            "M" => Month,
            _ => 0,
        };
        interval = new KlineInterval(text ?? "", minutes);
        return minutes != 0;
    }

    /// <summary>Start of the candle that holds a moment, in ms.</summary>
    public long StartOf(long ms)
    {
        if (Minutes == Month)
        {
            var day = DateTimeOffset.FromUnixTimeMilliseconds(ms);
            return new DateTimeOffset(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        }

        // 1970-01-05 was a Monday.
        var offset = Minutes == Week ? 4L * 86_400_000 : 0;
        var length = Minutes * 60_000L;
        return ((ms - offset) / length * length) + offset;
    }

    /// <summary>Last millisecond of the candle that starts at a moment.</summary>
    public long EndOf(long startMs) => Minutes == Month
        ? DateTimeOffset.FromUnixTimeMilliseconds(startMs).AddMonths(1).ToUnixTimeMilliseconds() - 1
        : startMs + (Minutes * 60_000L) - 1;
}
