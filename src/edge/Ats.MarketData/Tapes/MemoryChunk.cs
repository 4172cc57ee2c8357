using System.IO.Hashing;
using System.Runtime.InteropServices;
using Ats.Domain;

namespace Ats.MarketData.Tapes;

/// <summary>One chunk in memory, filled by an importer; columns that are never asked for stay absent (all zero).</summary>
internal sealed class MemoryChunk
{
    private readonly long[]?[] _columns = new long[EventColumns.LongCount][];
    private byte[]? _flags;

    public int Rows { get; set; }

    public int Free => ChunkIndex.MaxRows - Rows;

    /// <summary>Set by <see cref="Seal"/>.</summary>
    public ChunkIndex? Index { get; private set; }

    public long[]? Existing(int column) => _columns[column];

    public byte[]? ExistingFlags => _flags;

    /// <summary>A column to write to. Rows written before it was first asked for hold zero.</summary>
    public long[] Column(int column)
    {
        var values = _columns[column];
        if (values is not null) return values;
        values = GC.AllocateUninitializedArray<long>(ChunkIndex.MaxRows);
        values.AsSpan(0, Rows).Clear();
        return _columns[column] = values;
    }

    public byte[] FlagColumn()
    {
        if (_flags is not null) return _flags;
        return _flags = new byte[ChunkIndex.MaxRows];
    }

    /// <summary>One value, before sealing; an absent receive time is the exchange time.</summary>
    public long Value(int column, int row) => column switch
    {
        EventColumns.Flags => _flags?[row] ?? 0,
        EventColumns.Receive => (_columns[column] ?? _columns[EventColumns.Exchange])?[row] ?? 0,
        _ => _columns[column]?[row] ?? 0,
    };

    /// <summary>Appends an event; the first <paramref name="payload"/> of A to F are kept.</summary>
    public void Add(in MarketEvent e, int payload)
    {
        var row = Rows;
        Column(EventColumns.Exchange)[row] = e.ExchangeTime.Nanoseconds;
        Column(EventColumns.Receive)[row] = e.ReceiveTime.Nanoseconds;
        Column(EventColumns.A)[row] = e.A;
        if (payload > 1) Column(EventColumns.B)[row] = e.B;
        if (payload > 2) Column(EventColumns.C)[row] = e.C;
        if (payload > 3) Column(EventColumns.D)[row] = e.D;
        if (payload > 4) Column(EventColumns.E)[row] = e.E;
        if (payload > 5) Column(EventColumns.F)[row] = e.F;
        FlagColumn()[row] = (byte)e.Flags;
        Rows = row + 1;
    }

    /// <summary>Forgets a column that was only needed while reading.</summary>
    public void Drop(int column) => _columns[column] = null;

    /// <summary>Copies one row of another chunk that is not sealed yet.</summary>
    public void CopyRow(int row, MemoryChunk from, int fromRow)
    {
        for (var column = 0; column < EventColumns.LongCount; column++)
        {
            var source = from._columns[column];
            if (source is null && _columns[column] is null) continue;
            Column(column)[row] = column == EventColumns.Receive ? from.Value(column, fromRow) : source?[fromRow] ?? 0;
        }

        if (from._flags is not null) FlagColumn()[row] = from._flags[fromRow];
    }

    /// <summary>Closes up the rows marked bad (marks counted from <paramref name="first"/>); returns how many of the rows stay.</summary>
    public int KeepOnly(int first, int rows, ReadOnlySpan<bool> bad)
    {
        var kept = 0;
        for (var i = 0; i < rows; i++)
        {
            if (bad[i]) continue;
            if (kept != i)
            {
                foreach (var column in _columns)
                {
                    if (column is not null) column[first + kept] = column[first + i];
                }

                if (_flags is not null) _flags[first + kept] = _flags[first + i];
            }

            kept++;
        }

        return kept;
    }

    /// <summary>Chooses the encodings and takes the checksum; the chunk is not written to afterwards.</summary>
    public ChunkIndex Seal()
    {
        var receive = _columns[EventColumns.Receive] ?? _columns[EventColumns.Exchange];
        var index = new ChunkIndex { Rows = Rows, FirstReceive = receive?[0] ?? 0, LastReceive = receive?[Rows - 1] ?? 0 };
        for (var column = 0; column < EventColumns.LongCount; column++) Encode(index, column);
        if (_flags is null || !_flags.AsSpan(0, Rows).ContainsAnyExcept(_flags[0]))
        {
            index.Constants[EventColumns.Flags] = _flags?[0] ?? 0;
            _flags = null;
        }
        else
        {
            index.Encodings[EventColumns.Flags] = ColumnEncoding.Plain;
            _flags.AsSpan(Rows, ChunkIndex.FlagBytes(Rows) - Rows).Clear();
        }

        var hash = new XxHash3();
        Visit(index, hash.Append);
        index.Checksum = hash.GetCurrentHashAsUInt64();
        return Index = index;
    }

    /// <summary>Shows the chunk's bytes in file order.</summary>
    public void Visit(ChunkIndex index, BytesAction action)
    {
        for (var column = 0; column < EventColumns.LongCount; column++)
        {
            if (index.Encodings[column] == ColumnEncoding.Plain) action(MemoryMarshal.AsBytes(_columns[column].AsSpan(0, Rows)));
        }

        if (index.Encodings[EventColumns.Flags] == ColumnEncoding.Plain) action(_flags.AsSpan(0, ChunkIndex.FlagBytes(Rows)));
    }

    public ChunkView View()
    {
        var index = Index ?? throw new InvalidOperationException("seal the chunk first");
        var view = new ChunkView { Rows = Rows };
        for (var column = 0; column < EventColumns.LongCount; column++)
        {
            view.Set(column, index.Encodings[column] switch
            {
                ColumnEncoding.Plain => _columns[column].AsSpan(0, Rows),
                ColumnEncoding.SameAsExchange => view.Exchange,
                _ => index.Constants.AsSpan(column, 1),
            });
        }

        view.Flags = index.Encodings[EventColumns.Flags] == ColumnEncoding.Plain
            ? _flags.AsSpan(0, Rows)
            : MemoryMarshal.AsBytes(index.Constants.AsSpan(EventColumns.Flags, 1))[..1];
        return view;
    }

    private void Encode(ChunkIndex index, int column)
    {
        var values = _columns[column];
        if (column == EventColumns.Receive && values is null)
        {
            var exchange = _columns[EventColumns.Exchange];
            if (exchange is null) index.Constants[column] = index.Constants[EventColumns.Exchange];
            else index.Encodings[column] = ColumnEncoding.SameAsExchange;
            return;
        }

        if (values is null) return;
        if (!values.AsSpan(0, Rows).ContainsAnyExcept(values[0]))
        {
            index.Constants[column] = values[0];
            _columns[column] = null;
        }
        else if (column == EventColumns.Receive && values.AsSpan(0, Rows).SequenceEqual(_columns[EventColumns.Exchange].AsSpan(0, _columns[EventColumns.Exchange] is null ? 0 : Rows)))
        {
            index.Encodings[column] = ColumnEncoding.SameAsExchange;
            _columns[column] = null;
        }
        else
        {
            index.Encodings[column] = ColumnEncoding.Plain;
        }
    }
}
