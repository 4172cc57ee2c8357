using Ats.Domain;

namespace Ats.Analytics.Comparisons;

/// <summary>Net log returns of two arms over the same windows of time, so that what the market did to both cancels.</summary>
public static class PairedWindows
{
    /// <summary>
    /// left - right, one difference of log returns per whole window in which both curves have a point; equity at a window's end is the
    /// last sample at or before it. Ends where either has nothing left.
    /// </summary>
    public static double[] Differences(IReadOnlyList<EquityPoint> left, IReadOnlyList<EquityPoint> right, long windowNanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowNanoseconds);
        if (left.Count == 0 || right.Count == 0) return [];
        var start = Math.Max(left[0].Time.Nanoseconds, right[0].Time.Nanoseconds);
        var end = Math.Min(left[^1].Time.Nanoseconds, right[^1].Time.Nanoseconds);
        var differences = new List<double>();
        int l = 0, r = 0;
        var before = double.NaN;
        for (var t = start; t <= end; t += windowNanoseconds)
        {
            while (l + 1 < left.Count && left[l + 1].Time.Nanoseconds <= t) l++;
            while (r + 1 < right.Count && right[r + 1].Time.Nanoseconds <= t) r++;
            if (!(left[l].Equity > 0) || !(right[r].Equity > 0)) break;
            var now = Math.Log(left[l].Equity / right[r].Equity);
            if (t > start) differences.Add(now - before);
            before = now;
        }

        return [.. differences];
    }
}
