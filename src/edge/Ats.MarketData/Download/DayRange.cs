using System.Globalization;

namespace Ats.MarketData.Download;

/// <summary>Whole UTC days, both ends included.</summary>
public readonly record struct DayRange(DateOnly From, DateOnly To)
{
    /// <summary>Days up to yesterday: the present one is not over.</summary>
    /// <exception cref="FormatException">Not dates, or nothing between them that is over.</exception>
    public static DayRange Parse(string from, string to, DateTimeOffset now)
    {
        var (first, last) = (Day(from, "--from"), Day(to, "--to"));
        if (last < first) throw new FormatException($"--to {to} lies before --from {from}.");
        var yesterday = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        if (first > yesterday) throw new FormatException($"--from {from}: only whole days are downloaded, the last is {yesterday:yyyy-MM-dd} (UTC).");
        return new DayRange(first, last < yesterday ? last : yesterday);
    }

    public IEnumerable<DateOnly> Days()
    {
        for (var day = From; day <= To; day = day.AddDays(1)) yield return day;
    }

    /// <summary>Start of a day in nanoseconds since 1970, UTC.</summary>
    public static long StartNs(DateOnly day) => (day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks * 100;

    private static DateOnly Day(string text, string option) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new FormatException($"{option} {text} is no date: write 2026-01-31.");
}
