namespace Ats.Storage.Sqlite;

/// <summary>How the store treats its file.</summary>
/// <param name="BusyTimeoutMilliseconds">How long to wait for another process's lock before giving up.</param>
/// <param name="MaxPages">Limit of the file in pages of 8 KiB, 0 = what SQLite allows; beyond it writing fails as on a full disk.</param>
public sealed record SqliteSettings(int BusyTimeoutMilliseconds = 10_000, long MaxPages = 0)
{
    public static SqliteSettings Default { get; } = new();
}
