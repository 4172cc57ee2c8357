using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>Decisions of an arm, counted: by outcome, our refusals by code, and the most frequent reasons; and the latest in full.</summary>
public sealed record DecisionTally(
    IReadOnlyDictionary<DecisionOutcome, long> ByOutcome,
    IReadOnlyDictionary<DenialCode, long> Denials,
    IReadOnlyList<ReasonCount> Reasons)
{
    private const int ReasonLimit = 12;
    private const int LatestLimit = 25;

    /// <summary>The last decisions, oldest first.</summary>
    public IReadOnlyList<Decision> Latest { get; init; } = [];

    public static DecisionTally None { get; } = new(new Dictionary<DecisionOutcome, long>(), new Dictionary<DenialCode, long>(), []);

    /// <summary>Counts decisions as read from a journal.</summary>
    public static DecisionTally From(IReadOnlyList<Decision> decisions)
    {
        // Counted in plain arrays first: a run has up to millions of decisions.
        var outcomes = new long[256];
        var denials = new long[256];
        var reasons = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < decisions.Count; i++)
        {
            var decision = decisions[i];
            outcomes[(int)decision.Outcome]++;
            if (!decision.Verdict.IsApproved) denials[(int)decision.Verdict.Code]++;
            var reason = decision.Reason.Template ?? "";
            if (reason.Length > 0) reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        }

        var top = reasons.Select(r => new ReasonCount(r.Key, r.Value)).OrderByDescending(r => r.Count).ThenBy(r => r.Reason, StringComparer.Ordinal).Take(ReasonLimit);
        return new DecisionTally(Seen(outcomes, i => (DecisionOutcome)i), Seen(denials, i => (DenialCode)i), [.. top]) { Latest = Last(decisions) };
    }

    private static Decision[] Last(IReadOnlyList<Decision> decisions)
    {
        var last = new Decision[Math.Min(LatestLimit, decisions.Count)];
        for (var i = 0; i < last.Length; i++) last[i] = decisions[decisions.Count - last.Length + i];
        return last;
    }

    private static SortedDictionary<T, long> Seen<T>(long[] counts, Func<int, T> name)
        where T : struct, Enum
    {
        var seen = new SortedDictionary<T, long>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0) seen[name(i)] = counts[i];
        }

        return seen;
    }
}
