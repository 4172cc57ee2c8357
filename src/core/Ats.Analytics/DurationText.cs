using System.Globalization;

namespace Ats.Analytics;

/// <summary>Seconds in words: 0.25 s, 42 s, 3 min 5 s, 7 h 12 min, 12 d 4 h.</summary>
public static class DurationText
{
    public static string Of(double seconds)
    {
        if (!double.IsFinite(seconds) || seconds < 0) return "n/a";
        if (seconds < 60) return seconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
        var whole = (long)Math.Round(seconds);
        return whole switch
        {
            < 3600 => Pair(whole, 60, "min", 1, "s"),
            < 172_800 => Pair(whole, 3600, "h", 60, "min"),
            _ => Pair(whole, 86_400, "d", 3600, "h"),
        };
    }

    private static string Pair(long seconds, long big, string bigUnit, long small, string smallUnit)
    {
        var rest = seconds % big / small;
        return rest == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / big} {bigUnit}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / big} {bigUnit} {rest} {smallUnit}");
    }
}
