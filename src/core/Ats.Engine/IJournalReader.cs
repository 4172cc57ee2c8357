using Ats.Domain;

namespace Ats.Engine;

/// <summary>Reads journals back: what analytics, reports and replay work from.</summary>
public interface IJournalReader
{
    /// <summary>All runs, oldest first.</summary>
    IReadOnlyList<Run> Runs();

    Run? FindRun(RunId id);

    /// <summary>Null while the run goes on, or when it died.</summary>
    RunSummary? Summary(RunId id);

    /// <summary>
    /// Entries of the run of the given kinds, in the order they were appended within each sequence number; equity points and
    /// entries of one sequence keep their order. From <paramref name="fromSequence"/> on.
    /// </summary>
    IEnumerable<JournalEntry> Read(RunId id, JournalKind kinds = JournalKind.All, long fromSequence = 0);
}
