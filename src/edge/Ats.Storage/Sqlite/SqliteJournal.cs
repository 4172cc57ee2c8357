using Ats.Domain;
using Ats.Storage.Facts;

namespace Ats.Storage.Sqlite;

/// <summary>
/// The journal in one SQLite file of any number of runs (WAL, synchronous=FULL): every batch is one transaction, so what was reported
/// durable survives a crash or loss of power, and a batch cut short never shows. Several processes may write different runs to one
/// file; they take turns. The file is on a local disk (WAL does not work on network shares).
/// </summary>
public sealed class SqliteJournal : BufferedJournal
{
    private readonly SqliteDatabase _database;
    private readonly SqliteMarketTable _market;
    private readonly SqliteStatement _orderEvents;
    private readonly SqliteStatement _commands;
    private readonly SqliteStatement _limitBreaches;
    private readonly SqliteStatement _orders;
    private readonly SqliteStatement _decisions;
    private readonly SqliteStatement _fills;
    private readonly SqliteStatement _ledger;
    private readonly SqliteStatement _roundTrips;
    private readonly SqliteStatement _equity;
    private long _run;

    /// <exception cref="Ats.Engine.JournalException">The file cannot be opened, is no journal, or is of a newer version.</exception>
    public SqliteJournal(string path, JournalKind kinds, bool everyDecision, SqliteSettings? settings = null)
        : base(kinds, everyDecision)
    {
        _database = Open(path, settings ?? SqliteSettings.Default);
        _market = new SqliteMarketTable(_database);
        _orderEvents = SqliteTable<OrderEvent, OrderEventMap>.PrepareInsert(_database);
        _commands = SqliteTable<OperatorCommand, CommandMap>.PrepareInsert(_database);
        _limitBreaches = SqliteTable<LimitBreach, LimitBreachMap>.PrepareInsert(_database);
        _orders = SqliteTable<OrderIntent, OrderMap>.PrepareInsert(_database);
        _decisions = SqliteTable<Decision, DecisionMap>.PrepareInsert(_database);
        _fills = SqliteTable<Fill, FillMap>.PrepareInsert(_database);
        _ledger = SqliteTable<LedgerEntry, LedgerMap>.PrepareInsert(_database);
        _roundTrips = SqliteTable<RoundTrip, RoundTripMap>.PrepareInsert(_database);
        _equity = SqliteTable<EquityPoint, EquityMap>.PrepareInsert(_database);
    }

    private protected override void BeginRun(Run run) => _run = SqliteRuns.Insert(_database, run);

    private protected override void WriteBatch(JournalBatch batch)
    {
        try
        {
            _database.Execute("BEGIN IMMEDIATE");
            _market.Insert(_run, batch.Market);
            SqliteTable<OrderEvent, OrderEventMap>.Insert(_orderEvents, _run, batch.OrderEvents);
            SqliteTable<OperatorCommand, CommandMap>.Insert(_commands, _run, batch.Commands);
            SqliteTable<LimitBreach, LimitBreachMap>.Insert(_limitBreaches, _run, batch.LimitBreaches);
            SqliteTable<OrderIntent, OrderMap>.Insert(_orders, _run, batch.Orders);
            SqliteTable<Decision, DecisionMap>.Insert(_decisions, _run, batch.Decisions);
            SqliteTable<Fill, FillMap>.Insert(_fills, _run, batch.Fills);
            SqliteTable<LedgerEntry, LedgerMap>.Insert(_ledger, _run, batch.Ledger);
            SqliteTable<RoundTrip, RoundTripMap>.Insert(_roundTrips, _run, batch.RoundTrips);
            SqliteTable<EquityPoint, EquityMap>.Insert(_equity, _run, batch.Equity);
            if (batch.Summary is not null) SqliteRuns.Close(_database, _run, batch.Summary);
            _database.Execute("COMMIT");
        }
        catch
        {
            _database.TryRollback();
            throw;
        }
    }

    private protected override void CloseStore()
    {
        _market.Dispose();
        foreach (var statement in (SqliteStatement[])[_orderEvents, _commands, _limitBreaches, _orders, _decisions, _fills, _ledger, _roundTrips, _equity]) statement.Dispose();
        _database.Dispose();
    }

    private static SqliteDatabase Open(string path, SqliteSettings settings)
    {
        var database = new SqliteDatabase(path, create: true, settings.BusyTimeoutMilliseconds);
        try
        {
            SqliteSchema.Prepare(database);
            database.Execute("PRAGMA journal_mode = WAL");
            database.Execute("PRAGMA synchronous = FULL");
            database.Execute("PRAGMA wal_autocheckpoint = 4000");
            if (settings.MaxPages > 0) database.Execute($"PRAGMA max_page_count = {settings.MaxPages}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
