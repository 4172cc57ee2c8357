using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>One arm's part of a report. RoundTrips holds at most <see cref="RoundTripLimit"/>, the latest; the statistics know them all.</summary>
public sealed record ArmReport(
    ArmDescription Description,
    ArmStatistics Statistics,
    IReadOnlyList<CurvePoint> Curve,
    IReadOnlyList<RoundTrip> RoundTrips,
    DecisionTally Decisions,
    IReadOnlyList<string> Warnings)
{
    public const int RoundTripLimit = 2000;

    public string Name => Description.Name;

    public static ArmReport Create(ArmDescription description, ArmFacts facts, DecisionTally decisions, IReadOnlyList<string>? warnings = null)
    {
        var skip = Math.Max(0, facts.RoundTrips.Count - RoundTripLimit);
        return new ArmReport(
            description,
            ArmStatistics.Compute(facts),
            ReportCurve.From(facts),
            [.. facts.RoundTrips.Skip(skip)],
            decisions,
            warnings ?? []);
    }
}
