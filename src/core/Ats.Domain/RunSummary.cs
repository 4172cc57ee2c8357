namespace Ats.Domain;

/// <summary>How a run ended: inputs taken, the hash of the final state (16 hex digits).</summary>
public sealed record RunSummary(RunId Id, long LastSequence, string StateHash, Timestamp EndedAt);
