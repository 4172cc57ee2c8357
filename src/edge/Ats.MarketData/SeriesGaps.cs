using Ats.Domain;
using Ats.MarketData.Import;

namespace Ats.MarketData;

/// <summary>Silences between the segments of one series (instrument, kind, interval).</summary>
public static class SeriesGaps
{
    /// <param name="segments">Of one series, in any order.</param>
    public static GapSummary Between(IEnumerable<SegmentInfo> segments)
    {
        var ordered = segments.OrderBy(s => s.FirstReceiveTimeNs).ToList();
        var threshold = ordered.Count > 0 ? ordered[0].Gaps.ThresholdNs : 0;
        var gaps = new GapCounter(threshold, ordered.Count > 0 && ordered[0].Kind == MarketEventKind.Bar);
        var end = long.MaxValue;
        foreach (var segment in ordered)
        {
            if (segment.FirstReceiveTimeNs > end) gaps.Add(end, segment.FirstReceiveTimeNs);
            end = end == long.MaxValue ? segment.LastReceiveTimeNs : Math.Max(end, segment.LastReceiveTimeNs);
        }

        return gaps.ToSummary();
    }
}
