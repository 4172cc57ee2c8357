namespace Ats.Engine;

/// <summary>The journal cannot be written or read. Trading halts on it.</summary>
public sealed class JournalException : Exception
{
    public JournalException()
    {
    }

    public JournalException(string message)
        : base(message)
    {
    }

    public JournalException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>What was found is no journal, damaged, or of a newer version: trying again will not help.</summary>
    public bool IsBadContent { get; init; }
}
