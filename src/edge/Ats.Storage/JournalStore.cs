using Ats.Domain;
using Ats.Engine;
using Ats.Storage.Mongo;
using Ats.Storage.Sqlite;

namespace Ats.Storage;

/// <summary>The door to the journal's stores: a location is the path of a SQLite file, or a mongodb:// address.</summary>
public static class JournalStore
{
    /// <summary>Opens (and creates where needed, folders too) the store at the location to write one run.</summary>
    /// <exception cref="JournalException">It cannot be opened or is something else; the message says what to do.</exception>
    public static IJournal Open(string location, JournalKind kinds, bool everyDecision)
    {
        if (IsMongo(location)) return new MongoJournal(location, kinds, everyDecision);
        var path = FilePath(location);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"Journal {path}: its folder cannot be created ({e.Message}). Name a path that can be written.", e);
        }

        return new SqliteJournal(path, kinds, everyDecision);
    }

    /// <exception cref="JournalException">There is no journal at the location, or it cannot be read.</exception>
    public static IJournalReader OpenReader(string location) =>
        IsMongo(location) ? new MongoJournalReader(location) : new SqliteJournalReader(FilePath(location));

    private static bool IsMongo(string location) =>
        location.StartsWith("mongodb://", StringComparison.OrdinalIgnoreCase) || location.StartsWith("mongodb+srv://", StringComparison.OrdinalIgnoreCase);

    private static string FilePath(string location)
    {
        if (string.IsNullOrWhiteSpace(location))
            throw new JournalException("The journal's location is empty: name a file, for example runs/journal.db, or a mongodb:// address.");
        var path = Path.GetFullPath(location);
        return Directory.Exists(path)
            ? throw new JournalException($"Journal {path} is a folder: name a file in it, for example {Path.Combine(location, "journal.db")}.")
            : path;
    }
}
