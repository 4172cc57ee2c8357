using Ats.Domain;
using Ats.Engine;

namespace Ats.Storage.Sqlite;

/// <summary>The table of runs; the end of a run is written into its row.</summary>
internal static class SqliteRuns
{
    private const string Select = "SELECT run, mode, started_at, seed, version, commit_id, data_hash, settings FROM runs";

    /// <summary>Returns the row id the facts of this run are filed under.</summary>
    /// <exception cref="JournalException">The run is there already.</exception>
    public static long Insert(SqliteDatabase database, Run run)
    {
        database.Execute("BEGIN IMMEDIATE");
        if (FindRow(database, run.Id) is not null)
        {
            database.TryRollback();
            throw new JournalException($"Journal {database.Path} has a run {run.Id} already: another process may be writing it. Give the new run another id.");
        }

        using (var insert = database.Prepare(
            "INSERT INTO runs (run, mode, started_at, seed, version, commit_id, data_hash, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"))
        {
            insert.Text("run", run.Id.Value);
            insert.Named("mode", run.Mode);
            insert.Integer("started_at", run.StartedAt.Nanoseconds);
            insert.Integer("seed", run.Seed);
            insert.Text("version", run.Version);
            insert.Text("commit_id", run.Commit);
            insert.Text("data_hash", run.DataHash);
            insert.Text("settings", run.Settings);
            insert.Step();
        }

        database.Execute("COMMIT");
        return FindRow(database, run.Id)!.Value;
    }

    public static void Close(SqliteDatabase database, long row, RunSummary summary)
    {
        using var update = database.Prepare("UPDATE runs SET last_sequence = ?, state_hash = ?, ended_at = ? WHERE id = ?");
        update.Integer("last_sequence", summary.LastSequence);
        update.Text("state_hash", summary.StateHash);
        update.Integer("ended_at", summary.EndedAt.Nanoseconds);
        update.Integer("id", row);
        update.Step();
    }

    public static long? FindRow(SqliteDatabase database, RunId id)
    {
        using var select = database.Prepare("SELECT id FROM runs WHERE run = ?");
        select.Text("run", id.Value);
        return select.Step() ? select.Integer("id") : null;
    }

    public static IReadOnlyList<Run> All(SqliteDatabase database)
    {
        using var select = database.Prepare($"{Select} ORDER BY started_at, id");
        var runs = new List<Run>();
        while (select.Step()) runs.Add(Read(select));
        return runs;
    }

    public static Run? Find(SqliteDatabase database, RunId id)
    {
        using var select = database.Prepare($"{Select} WHERE run = ?");
        select.Text("run", id.Value);
        return select.Step() ? Read(select) : null;
    }

    public static RunSummary? Summary(SqliteDatabase database, RunId id)
    {
        using var select = database.Prepare("SELECT last_sequence, state_hash, ended_at FROM runs WHERE run = ?");
        select.Text("run", id.Value);
        if (!select.Step() || select.IsNull()) return null;
        return new RunSummary(id, select.Integer("last_sequence"), select.Text("state_hash")!, new Timestamp(select.Integer("ended_at")));
    }

    private static Run Read(SqliteStatement row) => new(
        new RunId(row.Text("run")!),
        row.Named<TradingMode>("mode"),
        new Timestamp(row.Integer("started_at")),
        row.Integer("seed"),
        row.Text("version")!,
        row.Text("commit_id")!,
        row.Text("data_hash")!,
        row.Text("settings")!);
}
