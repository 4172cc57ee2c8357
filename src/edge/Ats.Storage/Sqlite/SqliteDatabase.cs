using Ats.Engine;
using SQLitePCL;

namespace Ats.Storage.Sqlite;

/// <summary>One connection to a SQLite file; every failure becomes a <see cref="JournalException"/> that names the file.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _handle;

    static SqliteDatabase() => Batteries_V2.Init();

    /// <summary>Opens, and creates when <paramref name="create"/>; waits up to the given time for other processes' locks.</summary>
    public SqliteDatabase(string path, bool create, int busyTimeoutMilliseconds)
    {
        Path = path;
        var flags = raw.SQLITE_OPEN_READWRITE | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out _handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            var failure = Failure(code, "cannot be opened");
            _handle.Dispose();
            throw failure;
        }

        raw.sqlite3_extended_result_codes(_handle, 1);
        raw.sqlite3_busy_timeout(_handle, busyTimeoutMilliseconds);
    }

    public string Path { get; }

    public void Dispose() => _handle.Dispose();

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        return new SqliteStatement(this, statement);
    }

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
            // Pragmas answer with rows nobody needs.
        }
    }

    public long Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer("") : 0;
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)) throw Failure(code, "cannot be used");
    }

    /// <summary>Ends the transaction without caring whether there is one.</summary>
    public void TryRollback() => raw.sqlite3_exec(_handle, "ROLLBACK");

    public JournalException Damaged(string what) =>
        new($"Journal {Path} is damaged: {what}. Restore it from a copy, or save what can be saved with: sqlite3 FILE .recover") { IsBadContent = true };

    private JournalException Failure(int code, string fallback)
    {
        var detail = $"{raw.sqlite3_errmsg(_handle).utf8_to_string()}, SQLite code {code}";
        return (code & 0xFF) switch
        {
            raw.SQLITE_FULL => new($"Journal {Path}: no space left to write ({detail}). Free space on the disk, or journal to another one, and start a new run."),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new($"Journal {Path} is locked by another process ({detail}). Close what holds it (a sqlite3 shell in a transaction?), or journal to another file."),
            raw.SQLITE_NOTADB => new($"{Path} is not a journal: it is no SQLite file ({detail}). Name another file.") { IsBadContent = true },
            raw.SQLITE_CORRUPT => Damaged(detail),
            raw.SQLITE_CANTOPEN => new($"Journal {Path} cannot be opened ({detail}). Check that the path exists and may be written."),
            raw.SQLITE_READONLY or raw.SQLITE_PERM => new($"Journal {Path} cannot be written ({detail}). Check the permissions of the file and its folder."),
            raw.SQLITE_IOERR => new($"Journal {Path}: the disk failed ({detail}). Check the disk; what was reported durable before is kept."),
            _ => new($"Journal {Path} {fallback} ({detail})."),
        };
    }
}
