namespace Ats.Domain;

/// <summary>One entry as read back: its kind, the sequence of the input that caused it, and the fact (boxed; reading is not the hot path).</summary>
public readonly record struct JournalEntry(JournalKind Kind, long Sequence, object Fact);
