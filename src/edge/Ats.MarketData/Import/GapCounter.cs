namespace Ats.MarketData.Import;

/// <summary>Counts silences and keeps the longest ones.</summary>
internal sealed class GapCounter(long thresholdNs, bool bars)
{
    private readonly PriorityQueue<Gap, long> _largest = new();
    private long _count;
    private long _longest;
    private long _missing;

    /// <summary>Takes the step between two rows; meant to be called only for steps above <see cref="Longest"/> or the threshold.</summary>
    public void Add(long from, long to)
    {
        var step = to - from;
        _longest = Math.Max(_longest, step);
        if (step <= thresholdNs) return;
        _count++;
        if (bars) _missing += (step / thresholdNs) - 1;
        if (_largest.Count == GapSummary.MaxListed)
        {
            _largest.TryPeek(out _, out var shortest);
            if (shortest >= step) return;
            _largest.Dequeue();
        }

        _largest.Enqueue(new Gap(from, to), step);
    }

    /// <summary>Steps at or below this need not be shown.</summary>
    public long Ignorable => Math.Min(_longest, thresholdNs);

    public GapSummary ToSummary() => new()
    {
        ThresholdNs = thresholdNs,
        Count = _count,
        LongestNs = _longest,
        MissingBars = _missing,
        Largest = [.. _largest.UnorderedItems.Select(i => i.Element).OrderBy(g => g.FromNs)],
    };
}
