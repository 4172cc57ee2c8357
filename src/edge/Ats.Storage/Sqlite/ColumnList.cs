using Ats.Storage.Facts;

namespace Ats.Storage.Sqlite;

/// <summary>Writes a fact's columns down instead of its values: what the schema and the statements are made of.</summary>
internal sealed class ColumnList : IFactWriter
{
    private readonly List<(string Name, string Type)> _columns = [];

    /// <summary>"name TYPE, ...".</summary>
    public string Definitions => string.Join(", ", _columns.Select(c => $"{c.Name} {c.Type}"));

    public string Names => string.Join(", ", _columns.Select(c => c.Name));

    /// <summary>Names for reading a table that has only some of the columns: those it has not are NULL.</summary>
    public string NamesWithin(IReadOnlySet<string> present) => string.Join(", ", _columns.Select(c => present.Contains(c.Name) ? c.Name : $"NULL AS {c.Name}"));

    /// <summary>"name TYPE" of the columns a table has not.</summary>
    public IEnumerable<string> Beyond(IReadOnlySet<string> present) => _columns.Where(c => !present.Contains(c.Name)).Select(c => $"{c.Name} {c.Type}");

    public int Count => _columns.Count;

    public static ColumnList Of<T, TMap>()
        where T : struct
        where TMap : IFactMap<T>
    {
        var columns = new ColumnList();
        TMap.Write(columns, default);
        return columns;
    }

    public void Integer(string name, long value) => _columns.Add((name, "INTEGER"));

    public void Real(string name, double value) => _columns.Add((name, "REAL"));

    public void Text(string name, string? value) => _columns.Add((name, "TEXT"));

    public void Exact(string name, decimal value) => _columns.Add((name, "TEXT"));

    public void Fixed(string name, long raw, int decimals) => _columns.Add((name, "TEXT"));

    public void Named<TEnum>(string name, TEnum value)
        where TEnum : unmanaged, Enum => _columns.Add((name, "TEXT"));
}
