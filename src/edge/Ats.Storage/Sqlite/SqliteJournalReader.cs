using Ats.Domain;
using Ats.Engine;
using Ats.Storage.Facts;

namespace Ats.Storage.Sqlite;

/// <summary>
/// Reads a journal file, also while it is being written. Each call opens its own connection; a read sees the run as it was when
/// the enumeration began. Safe to use from several threads.
/// </summary>
public sealed class SqliteJournalReader : IJournalReader
{
    private const int BusyTimeoutMilliseconds = 10_000;

    private readonly string _path;

    /// <exception cref="JournalException">There is no such file, it is no journal, or it is of a newer version.</exception>
    public SqliteJournalReader(string path)
    {
        _path = path;
        if (!File.Exists(path)) throw new JournalException($"There is no journal at {path}. Check the path, or write one first.") { IsBadContent = true };
        using var database = Open();
    }

    public IReadOnlyList<Run> Runs()
    {
        using var database = Open();
        return SqliteRuns.All(database);
    }

    public Run? FindRun(RunId id)
    {
        using var database = Open();
        return SqliteRuns.Find(database, id);
    }

    public RunSummary? Summary(RunId id)
    {
        using var database = Open();
        return SqliteRuns.Summary(database, id);
    }

    public IEnumerable<JournalEntry> Read(RunId id, JournalKind kinds = JournalKind.All, long fromSequence = 0)
    {
        using var database = Open();
        database.Execute("BEGIN");
        if (SqliteRuns.FindRow(database, id) is not { } run) yield break;
        foreach (var entry in EntryMerge.Merge(Streams(database, run, kinds, fromSequence))) yield return entry;
    }

    private static IEnumerable<IEnumerable<PositionedEntry>> Streams(SqliteDatabase database, long run, JournalKind kinds, long from)
    {
        if (kinds.HasFlag(JournalKind.Market)) yield return SqliteMarketTable.Read(database, run, from);
        if (kinds.HasFlag(JournalKind.OrderEvent)) yield return SqliteTable<OrderEvent, OrderEventMap>.Read(database, run, from);
        if (kinds.HasFlag(JournalKind.Command)) yield return SqliteTable<OperatorCommand, CommandMap>.Read(database, run, from);
        if (kinds.HasFlag(JournalKind.LimitBreach)) yield return SqliteTable<LimitBreach, LimitBreachMap>.Read(database, run, from);
        if (kinds.HasFlag(JournalKind.Order)) yield return SqliteTable<OrderIntent, OrderMap>.Read(database, run, from);
        if (kinds.HasFlag(JournalKind.Decision)) yield return SqliteTable<Decision, DecisionMap>.Read(database, run, from);
        if (kinds.HasFlag(JournalKind.Fill)) yield return SqliteTable<Fill, FillMap>.Read(database, run, from);
        if (kinds.HasFlag(JournalKind.Ledger)) yield return SqliteTable<LedgerEntry, LedgerMap>.Read(database, run, from);
        if (kinds.HasFlag(JournalKind.RoundTrip)) yield return SqliteTable<RoundTrip, RoundTripMap>.Read(database, run, from);
        if (kinds.HasFlag(JournalKind.Equity)) yield return SqliteTable<EquityPoint, EquityMap>.Read(database, run, from);
    }

    private SqliteDatabase Open()
    {
        var database = new SqliteDatabase(_path, create: false, BusyTimeoutMilliseconds);
        try
        {
            SqliteSchema.Verify(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
