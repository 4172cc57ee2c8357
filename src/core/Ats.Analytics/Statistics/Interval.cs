namespace Ats.Analytics.Statistics;

/// <summary>An interval estimate; Level is its coverage, 0.95 for 95 %.</summary>
public readonly record struct Interval(Statistic Low, Statistic High, double Level)
{
    public bool IsKnown => Low.IsKnown && High.IsKnown;

    /// <summary>True when the interval is known and lies wholly on one side of a value.</summary>
    public bool Excludes(double value) => IsKnown && (Low.Value > value || High.Value < value);
}
