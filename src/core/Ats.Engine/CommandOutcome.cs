using Ats.Domain;

namespace Ats.Engine;

/// <summary>
/// What came of an operator's command. Verdict: the risk gate's answer to a manual order; Order: its name when it went out; Problem: why a
/// command could not be carried out, in words, null when it was.
/// </summary>
public readonly record struct CommandOutcome(Verdict Verdict, ClientOrderId Order, string? Problem)
{
    public bool IsDone => Problem is null && Verdict.IsApproved;

    public static CommandOutcome Done => default;

    public static CommandOutcome Refused(string problem) => new(Verdict.Approved, default, problem);
}
