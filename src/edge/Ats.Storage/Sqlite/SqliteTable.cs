using Ats.Domain;
using Ats.Storage.Facts;

namespace Ats.Storage.Sqlite;

/// <summary>The table of one kind of fact, keyed and ordered by (run, sequence, ordinal).</summary>
internal static class SqliteTable<T, TMap>
    where T : struct
    where TMap : IFactMap<T>
{
    private const string Key = "run, sequence, ordinal";

    public static string Definition => $"""
        CREATE TABLE {TMap.Name} (run INTEGER NOT NULL REFERENCES runs(id), sequence INTEGER NOT NULL, ordinal INTEGER NOT NULL,
          {ColumnList.Of<T, TMap>().Definitions}, PRIMARY KEY ({Key})) WITHOUT ROWID
        """;

    /// <summary>Gives a table of an earlier version the columns that have come since; what it holds has NULL there.</summary>
    public static void AddColumns(SqliteDatabase database)
    {
        foreach (var column in ColumnList.Of<T, TMap>().Beyond(Columns(database))) database.Execute($"ALTER TABLE {TMap.Name} ADD COLUMN {column}");
    }

    public static SqliteStatement PrepareInsert(SqliteDatabase database)
    {
        var columns = ColumnList.Of<T, TMap>();
        var marks = string.Join(", ", Enumerable.Repeat("?", columns.Count + 3));
        return database.Prepare($"INSERT INTO {TMap.Name} ({Key}, {columns.Names}) VALUES ({marks})");
    }

    public static void Insert(SqliteStatement insert, long run, EntryBuffer<T> buffer)
    {
        foreach (ref readonly var entry in buffer.Entries)
        {
            insert.Start();
            insert.Integer("run", run);
            insert.Integer("sequence", entry.Sequence);
            insert.Integer("ordinal", entry.Ordinal);
            TMap.Write(insert, in entry.Fact);
            insert.Step();
        }
    }

    public static IEnumerable<PositionedEntry> Read(SqliteDatabase database, long run, long fromSequence)
    {
        var names = ColumnList.Of<T, TMap>().NamesWithin(Columns(database));
        using var select = database.Prepare($"SELECT sequence, ordinal, {names} FROM {TMap.Name} WHERE run = ? AND sequence >= ? ORDER BY {Key}");
        select.Integer("run", run);
        select.Integer("sequence", fromSequence);
        while (select.Step())
        {
            var sequence = select.Integer("sequence");
            var ordinal = select.Integer("ordinal");
            yield return new PositionedEntry(ordinal, new JournalEntry(TMap.Kind, sequence, TMap.Read(sequence, select)));
        }
    }

    private static HashSet<string> Columns(SqliteDatabase database)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var select = database.Prepare($"SELECT name FROM pragma_table_info('{TMap.Name}')");
        while (select.Step()) names.Add(select.Text("name")!);
        return names;
    }
}
