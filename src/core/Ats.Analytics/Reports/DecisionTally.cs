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
    public static DecisionTally From(IEnumerable<Decision> decisions)
    {
        var outcomes = new SortedDictionary<DecisionOutcome, long>();
        var denials = new SortedDictionary<DenialCode, long>();
        var reasons = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var latest = new Queue<Decision>(LatestLimit + 1);
        foreach (var decision in decisions)
        {
            latest.Enqueue(decision);
            if (latest.Count > LatestLimit) latest.Dequeue();
            outcomes[decision.Outcome] = outcomes.GetValueOrDefault(decision.Outcome) + 1;
            if (!decision.Verdict.IsApproved)
                denials[decision.Verdict.Code] = denials.GetValueOrDefault(decision.Verdict.Code) + 1;
            var reason = decision.Reason.Template ?? "";
            if (reason.Length > 0) reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        }

        var top = reasons.OrderByDescending(r => r.Value).Take(ReasonLimit).Select(r => new ReasonCount(r.Key, r.Value));
        return new DecisionTally(outcomes, denials, [.. top]) { Latest = [.. latest] };
    }
}
