using Ats.Domain;

namespace Ats.Analytics;

/// <summary>
/// The journal's facts of one arm, all that statistics are computed from. Equity is sampled every PeriodNanoseconds (the first point at
/// the start, the last at the end); round trips and fills are in order of time.
/// </summary>
public sealed record ArmFacts(
    decimal StartingCapital,
    long PeriodNanoseconds,
    IReadOnlyList<EquityPoint> Equity,
    IReadOnlyList<RoundTrip> RoundTrips,
    IReadOnlyList<Fill> Fills,
    ArmTotals Totals);
