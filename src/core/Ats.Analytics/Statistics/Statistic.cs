using System.Globalization;

namespace Ats.Analytics.Statistics;

/// <summary>
/// A statistic that may refuse to be a number: known, insufficient data (with its n), or undefined. Count is the number of
/// observations behind it, in the unit the statistic's definition names (periods, round trips, fills, days).
/// </summary>
public readonly record struct Statistic
{
    /// <summary>Below this many observations an estimate is not shown as a number (HOUSE rule of the contest).</summary>
    public const int MinimumCount = 30;

    private readonly double _value;

    private Statistic(StatisticState state, double value, long count)
    {
        State = state;
        _value = value;
        Count = count;
    }

    public StatisticState State { get; }

    public long Count { get; }

    public bool IsKnown => State == StatisticState.Known;

    /// <summary>The number, or NaN when there is none.</summary>
    public double Value => IsKnown ? _value : double.NaN;

    /// <summary>The number, or null when there is none (for JSON).</summary>
    public double? ValueOrNull => IsKnown ? _value : null;

    /// <summary>A fact of accounting over any number of observations; undefined when it is not finite.</summary>
    public static Statistic Fact(double value, long count) =>
        double.IsFinite(value) ? new(StatisticState.Known, value, count) : Undefined(count);

    /// <summary>An estimate: insufficient below <paramref name="minimum"/> observations, undefined when not finite.</summary>
    public static Statistic Estimate(double value, long count, long minimum = MinimumCount) =>
        count < minimum ? Insufficient(count) : Fact(value, count);

    public static Statistic Insufficient(long count) => new(StatisticState.Insufficient, double.NaN, count);

    public static Statistic Undefined(long count = 0) => new(StatisticState.Undefined, double.NaN, count);

    /// <summary>The same statistic in another unit; states other than known stay what they are.</summary>
    public Statistic Times(double factor) => IsKnown ? Fact(_value * factor, Count) : this;

    /// <summary>The number in a .NET format with a unit behind it, or the words that stand for its absence.</summary>
    public string ToString(string format, string unit = "") => State switch
    {
        StatisticState.Known => Positive(_value.ToString(format, CultureInfo.InvariantCulture)) + unit,
        StatisticState.Insufficient => string.Create(CultureInfo.InvariantCulture, $"insufficient data (n = {Count})"),
        _ => "n/a",
    };

    public override string ToString() => ToString("G6");

    // "-0.00" is a rounding artefact and reads as a loss.
    private static string Positive(string text) =>
        text.StartsWith('-') && !text.AsSpan().ContainsAnyInRange('1', '9') ? text[1..] : text;
}
