using Ats.Domain;

namespace Ats.Storage;

/// <summary>A fact read back with its place in the run: entries are ordered by (sequence, ordinal).</summary>
internal readonly record struct PositionedEntry(long Ordinal, JournalEntry Entry)
{
    public bool IsBefore(in PositionedEntry other) =>
        Entry.Sequence != other.Entry.Sequence ? Entry.Sequence < other.Entry.Sequence : Ordinal < other.Ordinal;
}
