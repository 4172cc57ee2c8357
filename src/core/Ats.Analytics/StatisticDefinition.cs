using Ats.Analytics.Statistics;

namespace Ats.Analytics;

/// <summary>
/// One entry of the glossary: what a number is called, what it means, where it comes from, and how it is written. The value is
/// multiplied by Factor and printed in Format with Unit behind it; Format "duration" prints seconds as days, hours and minutes.
/// </summary>
public sealed record StatisticDefinition(
    string Key,
    string Group,
    string Name,
    string Definition,
    string Source,
    Func<ArmStatistics, Statistic> Of,
    string Format,
    string Unit = "",
    double Factor = 1)
{
    public string Write(ArmStatistics statistics) => Write(Of(statistics));

    public string Write(Statistic value) => Format == "duration" && value.IsKnown
        ? DurationText.Of(value.Value)
        : value.Times(Factor).ToString(Format == "duration" ? "0" : Format, Unit);
}
