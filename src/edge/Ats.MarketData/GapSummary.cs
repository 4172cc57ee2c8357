namespace Ats.MarketData;

/// <summary>Silences longer than a threshold: for bars the interval (missing bars), for everything else ten seconds.</summary>
public sealed record GapSummary
{
    public const int MaxListed = 100;

    public long ThresholdNs { get; init; }

    public long Count { get; init; }

    /// <summary>Longest silence from row to row, in ns, whether a gap or not.</summary>
    public long LongestNs { get; init; }

    /// <summary>Bars missing in all gaps together; 0 for other kinds.</summary>
    public long MissingBars { get; init; }

    /// <summary>The longest gaps, at most <see cref="MaxListed"/>, in order of time.</summary>
    public IReadOnlyList<Gap> Largest { get; init; } = [];

    /// <summary>Of several stretches of one series; the thresholds are the same.</summary>
    internal static GapSummary Sum(IReadOnlyList<GapSummary> all) => new()
    {
        ThresholdNs = all.Max(g => g.ThresholdNs),
        Count = all.Sum(g => g.Count),
        LongestNs = all.Max(g => g.LongestNs),
        MissingBars = all.Sum(g => g.MissingBars),
        Largest = [.. all.SelectMany(g => g.Largest).OrderByDescending(g => g.LengthNs).Take(MaxListed).OrderBy(g => g.FromNs)],
    };
}
