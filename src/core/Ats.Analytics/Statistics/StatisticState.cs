namespace Ats.Analytics.Statistics;

/// <summary>Whether a statistic is a number, and if not, why.</summary>
public enum StatisticState : byte
{
    /// <summary>Not defined here: a division by zero, an infinite ratio, a logarithm of nothing. Shown as "n/a", never as 0.</summary>
    Undefined,

    /// <summary>Fewer observations than <see cref="Statistic.MinimumCount"/>.</summary>
    Insufficient,

    Known,
}
