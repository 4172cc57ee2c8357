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

    public static string Span(Gap gap) => $"{Short(gap.FromNs)} to {Short(gap.ToNs)}";

    /// <summary>Rows, span and every count, also those that are zero.</summary>
    public static string Full(SegmentInfo s)
    {
        var more = Oddities(s with { Gaps = s.Gaps with { Count = 0 }, OutOfOrder = 0, Duplicates = 0 });
        return $"{s.Instrument} {s.KindName}, {s.Rows:N0} rows, {Span(s)}, {GapsInFull(s)}, {Duplicates(s)}, {s.OutOfOrder:N0} out of order{(more.Length > 0 ? ", " + more : "")}";
    }

    public static string Duplicates(SegmentInfo s) => s.Duplicates == 0 ? "0 duplicates" : s.DuplicatesDropped > 0 ? Counted(s.Duplicates, "duplicate, dropped", "duplicates, dropped") : Counted(s.Duplicates, "equal row, kept", "equal rows, kept");

    public static string Gaps(SegmentInfo segment) => segment.Gaps.Count == 0 ? "0" : $"{segment.Gaps.Count:N0} (longest {Duration(segment.Gaps.LongestNs)})";

    /// <summary>What is not as it should be, or nothing.</summary>
    public static string Oddities(SegmentInfo s)
    {
        var parts = new List<string>();
        if (s.Gaps.Count > 0) parts.Add(GapsInFull(s));
        Add(s.OutOfOrder, "row out of order, sorted", "rows out of order, sorted");
        if (s.Duplicates > 0) parts.Add(Duplicates(s));
        Add(s.BadRows, "bad row left out", "bad rows left out");
        Add(s.StaleRows, "stale book level left out", "stale book levels left out");
        Add(s.EmptyTrades, "empty trade left out", "empty trades left out");
        Add(s.RoundedValues, "value rounded", "values rounded");
        Add(s.SequenceBreaks, "sequence break", "sequence breaks");
        Add(s.ReceivedBeforeExchange, "row received before the exchange's time", "rows received before the exchange's time");
        return string.Join("; ", parts);

        void Add(long count, string one, string many)
        {
            if (count > 0) parts.Add(Counted(count, one, many));
        }
    }

    private static string GapsInFull(SegmentInfo s) => s.Gaps.Count == 0 ? $"0 gaps over {Duration(s.Gaps.ThresholdNs)}"
        : s.Gaps.MissingBars > 0 ? $"{Counted(s.Gaps.Count, "gap", "gaps")} ({Counted(s.Gaps.MissingBars, "bar", "bars")} missing, longest {Duration(s.Gaps.LongestNs)})"
        : $"{Counted(s.Gaps.Count, "gap", "gaps")} over {Duration(s.Gaps.ThresholdNs)} (longest {Duration(s.Gaps.LongestNs)})";

    public static string Duration(long nanoseconds)
    {
        var time = TimeSpan.FromTicks(nanoseconds / 100);
        return time.TotalSeconds < 60 ? $"{time.TotalSeconds:0.###} s"
            : time.TotalMinutes < 120 ? $"{time.TotalMinutes:0.#} min"
            : time.TotalHours < 72 ? $"{time.TotalHours:0.#} h"
            : $"{time.TotalDays:0.#} d";
    }

    private static string Counted(long count, string one, string many) => $"{count:N0} {(count == 1 ? one : many)}";

    private static string Short(long nanoseconds) => new Timestamp(nanoseconds).ToDateTime().ToString("yyyy-MM-dd HH:mm:ss");
}
