namespace Ats.Engine;

/// <summary>A journal that says how far it is on disk, so that an order can wait for its own record before it leaves.</summary>
public interface IDurableJournal : IJournal
{
    /// <summary>Entries appended so far.</summary>
    long Appended { get; }

    /// <summary>Entries known to be durable so far.</summary>
    long Durable { get; }

    /// <summary>Blocks until the first <paramref name="entries"/> entries are durable; asks for a commit at once.</summary>
    /// <exception cref="JournalException">The journal has failed.</exception>
    void WaitDurable(long entries);
}
