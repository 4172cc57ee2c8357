using Ats.Domain;
using Ats.Engine;

namespace Ats.Cli.Backtests;

/// <summary>A memory journal's facts arm by arm, told apart in one pass; with a single arm the logs themselves, uncopied.</summary>
internal sealed record JournalByArm(
    IReadOnlyList<EquityPoint>[] Equity,
    IReadOnlyList<Fill>[] Fills,
    IReadOnlyList<RoundTrip>[] RoundTrips,
    IReadOnlyList<Decision>[] Decisions)
{
    public static JournalByArm Of(MemoryJournal journal, int arms)
    {
        var equity = Lists<EquityPoint>(arms);
        foreach (var point in journal.EquityPoints) equity[point.Arm].Add(point);
        if (arms == 1) return new JournalByArm([equity[0]], [journal.Fills], [journal.RoundTrips], [journal.Decisions]);
        var fills = Lists<Fill>(arms);
        var trips = Lists<RoundTrip>(arms);
        var decisions = Lists<Decision>(arms);
        for (var i = 0; i < journal.Fills.Count; i++) fills[journal.Fills[i].Arm].Add(journal.Fills[i]);
        for (var i = 0; i < journal.RoundTrips.Count; i++) trips[journal.RoundTrips[i].Arm].Add(journal.RoundTrips[i]);
        for (var i = 0; i < journal.Decisions.Count; i++) decisions[journal.Decisions[i].Arm].Add(journal.Decisions[i]);
        return new JournalByArm(equity, fills, trips, decisions);
    }

    private static List<T>[] Lists<T>(int count)
    {
        var lists = new List<T>[count];
        for (var i = 0; i < count; i++) lists[i] = [];
        return lists;
    }
}
