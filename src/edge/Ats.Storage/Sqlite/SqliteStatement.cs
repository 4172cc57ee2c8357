using System.Runtime.InteropServices;
using System.Text;
using Ats.Storage.Facts;
using SQLitePCL;

namespace Ats.Storage.Sqlite;

/// <summary>
/// A prepared statement. Fields are bound and read by position; names are for error messages. A double SQLite cannot keep is bound
/// as: NULL for NaN, its eight bytes for any other NaN and for negative zero. Text is UTF-8, so a lone surrogate does not survive.
/// </summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IFactWriter, IFactReader, IDisposable
{
    private readonly byte[] _number = new byte[NumberText.MaxLength];
    private byte[] _text = new byte[256];
    private int _next;

    public void Dispose() => handle.Dispose();

    /// <summary>Makes the statement ready to be bound and run again.</summary>
    public SqliteStatement Start()
    {
        raw.sqlite3_reset(handle);
        _next = 0;
        return this;
    }

    /// <summary>Runs to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        database.Check(code);
        _next = 0;
        return code == raw.SQLITE_ROW;
    }

    public void Integer(string name, long value) => database.Check(raw.sqlite3_bind_int64(handle, ++_next, value));

    public void Real(string name, double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        if (bits == BitConverter.DoubleToInt64Bits(double.NaN)) Null();
        else if (double.IsNaN(value) || bits == long.MinValue) Blob(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in bits)));
        else database.Check(raw.sqlite3_bind_double(handle, ++_next, value));
    }

    public void Text(string name, string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        var needed = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_text.Length < needed) _text = new byte[needed];
        Utf8(_text.AsSpan(0, Encoding.UTF8.GetBytes(value, _text)));
    }

    public void Exact(string name, decimal value) => Utf8(_number.AsSpan(0, NumberText.Write(value, _number)));

    public void Fixed(string name, long raw, int decimals) => Utf8(_number.AsSpan(0, NumberText.Write(raw, decimals, _number)));

    public void Named<TEnum>(string name, TEnum value)
        where TEnum : unmanaged, Enum => Utf8(EnumNames<TEnum>.Bytes(value));

    public void Blob(ReadOnlySpan<byte> value) => database.Check(raw.sqlite3_bind_blob(handle, ++_next, value));

    public void Null() => database.Check(raw.sqlite3_bind_null(handle, ++_next));

    public long Integer(string name) => raw.sqlite3_column_int64(handle, _next++);

    public double Real(string name)
    {
        var column = _next++;
        return raw.sqlite3_column_type(handle, column) switch
        {
            raw.SQLITE_NULL => double.NaN,
            raw.SQLITE_BLOB when raw.sqlite3_column_bytes(handle, column) == sizeof(long) =>
                BitConverter.Int64BitsToDouble(MemoryMarshal.Read<long>(raw.sqlite3_column_blob(handle, column))),
            raw.SQLITE_BLOB => throw database.Damaged($"{name} is no number"),
            _ => raw.sqlite3_column_double(handle, column),
        };
    }

    public string? Text(string name)
    {
        var column = _next;
        return IsNull() ? Skip() : Encoding.UTF8.GetString(Bytes(column));
    }

    public decimal Exact(string name) => NumberText.TryRead(Bytes(_next), out var value)
        ? value
        : throw database.Damaged($"{name} is no decimal");

    public long Fixed(string name, int decimals) => NumberText.TryRead(Bytes(_next), decimals, out var value)
        ? value
        : throw database.Damaged($"{name} is no number of at most {decimals} decimals");

    public TEnum Named<TEnum>(string name)
        where TEnum : unmanaged, Enum => EnumNames<TEnum>.TryParse(Bytes(_next), out var value)
        ? value
        : throw database.Damaged($"{name} is no {typeof(TEnum).Name}");

    /// <summary>True when the next column is NULL; it stays the next one.</summary>
    public bool IsNull() => raw.sqlite3_column_type(handle, _next) == raw.SQLITE_NULL;

    public ReadOnlySpan<byte> Blob() => Bytes(_next);

    private string? Skip()
    {
        _next++;
        return null;
    }

    /// <summary>Text as stored (UTF-8) or a blob; valid until the next step.</summary>
    private ReadOnlySpan<byte> Bytes(int column)
    {
        _next = column + 1;
        return raw.sqlite3_column_blob(handle, column);
    }

    private void Utf8(ReadOnlySpan<byte> text)
    {
        // An empty span has no address, which SQLite would take for NULL.
        database.Check(text.IsEmpty ? raw.sqlite3_bind_text(handle, ++_next, "") : raw.sqlite3_bind_text(handle, ++_next, text));
    }
}
