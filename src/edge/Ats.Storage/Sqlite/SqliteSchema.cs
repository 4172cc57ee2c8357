using Ats.Domain;
using Ats.Engine;
using Ats.Storage.Facts;

namespace Ats.Storage.Sqlite;

/// <summary>
/// The tables of a journal file. Facts have readable columns: decimals, prices and quantities as TEXT (exact; SQL arithmetic casts them),
/// times as integer nanoseconds UTC, enums by name, NaN as NULL; <c>run</c> is runs.id. Market events are in blobs (<see cref="MarketChunk"/>).
/// PRAGMA application_id is "ATSJ", PRAGMA user_version the version of the schema.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>2: decisions carry the forecast they used.</summary>
    public const int Version = 2;

    private const int ApplicationId = 0x4154534A;

    private const string Runs = """
        CREATE TABLE runs (id INTEGER PRIMARY KEY, run TEXT NOT NULL UNIQUE, mode TEXT, started_at INTEGER, seed INTEGER, version TEXT,
          commit_id TEXT, data_hash TEXT, settings TEXT, last_sequence INTEGER, state_hash TEXT, ended_at INTEGER)
        """;

    private const string Market = """
        CREATE TABLE market (id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs(id), first_sequence INTEGER NOT NULL,
          last_sequence INTEGER NOT NULL, first_ordinal INTEGER NOT NULL, events INTEGER NOT NULL, data BLOB NOT NULL)
        """;

    private const string MarketIndex = "CREATE INDEX market_place ON market (run, first_sequence, first_ordinal, last_sequence)";

    /// <summary>Creates the tables in an empty file, brings those of an earlier version up to date; refuses files that are something else or newer.</summary>
    public static void Prepare(SqliteDatabase database)
    {
        if (IsEmpty(database))
        {
            database.Execute("PRAGMA page_size = 8192");
            database.Execute("PRAGMA journal_mode = WAL");
            database.Execute("BEGIN IMMEDIATE");
            if (IsEmpty(database)) Create(database);
            database.Execute("COMMIT");
        }

        Verify(database);
        if (database.Scalar("PRAGMA user_version") == Version) return;
        database.Execute("BEGIN IMMEDIATE");
        SqliteTable<Decision, DecisionMap>.AddColumns(database);
        database.Execute($"PRAGMA user_version = {Version}");
        database.Execute("COMMIT");
    }

    public static void Verify(SqliteDatabase database)
    {
        var application = database.Scalar("PRAGMA application_id");
        var version = database.Scalar("PRAGMA user_version");
        if (application != ApplicationId)
            throw new JournalException($"{database.Path} is not a journal: it is a SQLite file of something else. Name another file.") { IsBadContent = true };
        if (version > Version)
            throw new JournalException($"Journal {database.Path} was written by a newer ATS (schema {version}, this one knows {Version}): use that version, or name another file.") { IsBadContent = true };
    }

    public static bool IsEmpty(SqliteDatabase database) =>
        database.Scalar("PRAGMA application_id") == 0 && database.Scalar("SELECT count(*) FROM sqlite_schema") == 0;

    private static void Create(SqliteDatabase database)
    {
        database.Execute(Runs);
        database.Execute(Market);
        database.Execute(MarketIndex);
        database.Execute(SqliteTable<OrderEvent, OrderEventMap>.Definition);
        database.Execute(SqliteTable<OperatorCommand, CommandMap>.Definition);
        database.Execute(SqliteTable<LimitBreach, LimitBreachMap>.Definition);
        database.Execute(SqliteTable<OrderIntent, OrderMap>.Definition);
        database.Execute(SqliteTable<Decision, DecisionMap>.Definition);
        database.Execute(SqliteTable<Fill, FillMap>.Definition);
        database.Execute(SqliteTable<LedgerEntry, LedgerMap>.Definition);
        database.Execute(SqliteTable<RoundTrip, RoundTripMap>.Definition);
        database.Execute(SqliteTable<EquityPoint, EquityMap>.Definition);
        database.Execute($"PRAGMA application_id = {ApplicationId}");
        database.Execute($"PRAGMA user_version = {Version}");
    }
}
