using Ats.Domain;
using Ats.MarketData;

namespace Ats.Cli.Data;

/// <summary>Segments in words.</summary>
internal static class SegmentText
{
    public static string Summary(SegmentInfo segment)
    {
        var oddities = Oddities(segment);
        return $"{segment.Instrument} {segment.KindName}, {segment.Rows:N0} rows, {Span(segment)}{(oddities.Length > 0 ? ", " + oddities : "")}";
    }

    public static string Span(SegmentInfo segment) => $"{Short(segment.FirstReceiveTimeNs)} to {Short(segment.LastReceiveTimeNs)}";

    public static string Gaps(SegmentInfo segment) => segment.Gaps.Count == 0 ? "0" : $"{segment.Gaps.Count:N0} (longest {Duration(segment.Gaps.LongestNs)})";

    /// <summary>What is not as it should be, or nothing.</summary>
    public static string Oddities(SegmentInfo s)
    {
        var parts = new List<string>();
        if (s.Gaps.Count > 0)
            parts.Add(s.Gaps.MissingBars > 0 ? $"{s.Gaps.Count:N0} gaps ({s.Gaps.MissingBars:N0} bars missing, longest {Duration(s.Gaps.LongestNs)})" : $"{s.Gaps.Count:N0} gaps over {Duration(s.Gaps.ThresholdNs)} (longest {Duration(s.Gaps.LongestNs)})");
        Count(s.OutOfOrder, "out of order, sorted");
        Count(s.Duplicates, s.DuplicatesDropped > 0 ? "duplicates, dropped" : "equal rows, kept");
        Count(s.BadRows, "bad rows left out");
        Count(s.StaleRows, "stale book levels left out");
        Count(s.EmptyTrades, "empty trades left out");
        Count(s.RoundedValues, "values rounded");
        Count(s.SequenceBreaks, "sequence breaks");
        Count(s.ReceivedBeforeExchange, "received before the exchange's time");
        return string.Join("; ", parts);

        void Count(long count, string what)
        {
            if (count > 0) parts.Add($"{count:N0} {what}");
        }
    }

    public static string Duration(long nanoseconds)
    {
        var time = TimeSpan.FromTicks(nanoseconds / 100);
        return time.TotalSeconds < 60 ? $"{time.TotalSeconds:0.###} s"
            : time.TotalMinutes < 120 ? $"{time.TotalMinutes:0.#} min"
            : time.TotalHours < 72 ? $"{time.TotalHours:0.#} h"
            : $"{time.TotalDays:0.#} d";
    }

    private static string Short(long nanoseconds) => new Timestamp(nanoseconds).ToDateTime().ToString("yyyy-MM-dd HH:mm:ss");
}
