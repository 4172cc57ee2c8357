namespace Ats.Mlops.Loop;

/// <summary>One transition of the loop.</summary>
/// <param name="At">UTC.</param>
/// <param name="Sequence">Counts transitions of the instrument's loop; the same number twice is one transition written again after a crash.</param>
/// <param name="Champion">Version served after it, null = the random walk.</param>
public sealed record AuditEntry(
    DateTimeOffset At, long Sequence, string Symbol, LoopState From, LoopEvent Event, LoopState To, string Reason, string? Candidate, string? Champion, string? RunId);
