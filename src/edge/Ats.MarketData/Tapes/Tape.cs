using System.IO.Hashing;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using Ats.Domain;

namespace Ats.MarketData.Tapes;

/// <summary>One memory-mapped segment file. The index is checked when opened, each chunk when first read; damage is a <see cref="MarketDataException"/>, never wrong rows.</summary>
public sealed unsafe class Tape : IChunkStore
{
    private readonly string _path;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly bool[] _verified;
    private readonly ChunkIndex[] _chunks;
    private byte* _start;

    private Tape(string path, MemoryMappedFile map, MemoryMappedViewAccessor view, long length)
    {
        _path = path;
        _map = map;
        _view = view;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        try
        {
            (Instrument, Kind, IntervalMilliseconds, _chunks) = ReadIndex(length);
        }
        catch
        {
            Dispose();
            throw;
        }

        _verified = new bool[_chunks.Length];
        Rows = _chunks.Sum(c => (long)c.Rows);
    }

    public InstrumentId Instrument { get; }

    public MarketEventKind Kind { get; }

    /// <summary>Bars: length in milliseconds. Others: 0.</summary>
    public int IntervalMilliseconds { get; }

    public long Rows { get; }

    /// <summary>Hash of the content, the same on every machine and wherever the file lies.</summary>
    public UInt128 ContentHash => TapeFormat.ContentHash(Instrument, Kind, IntervalMilliseconds, _chunks);

    IReadOnlyList<ChunkIndex> IChunkStore.Chunks => _chunks;

    /// <exception cref="MarketDataException">Not a tape, another version, cut short, or its index is damaged.</exception>
    public static Tape Open(string path)
    {
        var length = new FileInfo(path).Length;
        if (length < TapeFormat.HeaderSize + TapeFormat.TrailerSize) throw new MarketDataException(path, "too short to be a tape: import the source again");
        var map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        MemoryMappedViewAccessor? view = null;
        try
        {
            view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            return new Tape(path, map, view, length);
        }
        catch
        {
            view?.Dispose();
            map.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file begins as a tape does.</summary>
    public static bool IsTape(string path)
    {
        Span<byte> mark = stackalloc byte[8];
        using var file = File.OpenHandle(path);
        return RandomAccess.Read(file, mark, 0) == 8 && mark.SequenceEqual(TapeFormat.Magic);
    }

    /// <summary>Reads the rows received in [from, to) as events of the given instrument index, in order.</summary>
    public IMarketEventSource CreateSource(short instrument, Timestamp? from = null, Timestamp? to = null) =>
        new ChunkSource(this, Kind, IntervalMilliseconds, instrument, from?.Nanoseconds ?? long.MinValue, to?.Nanoseconds ?? long.MaxValue);

    /// <summary>Checks every chunk.</summary>
    /// <exception cref="MarketDataException">A chunk is damaged.</exception>
    public void Verify()
    {
        for (var i = 0; i < _chunks.Length; i++) VerifyChunk(i);
    }

    ChunkView IChunkStore.Open(int chunk)
    {
        if (!_verified[chunk]) VerifyChunk(chunk);
        var index = _chunks[chunk];
        var rows = index.Rows;
        var view = new ChunkView { Rows = rows };
        var at = _start + index.Offset;
        for (var column = 0; column < EventColumns.LongCount; column++)
        {
            switch (index.Encodings[column])
            {
                case ColumnEncoding.Plain:
                    view.Set(column, new ReadOnlySpan<long>(at, rows));
                    at += rows * sizeof(long);
                    break;
                case ColumnEncoding.SameAsExchange:
                    view.Set(column, view.Exchange);
                    break;
                default:
                    view.Set(column, index.Constants.AsSpan(column, 1));
                    break;
            }
        }

        view.Flags = index.Encodings[EventColumns.Flags] == ColumnEncoding.Plain
            ? new ReadOnlySpan<byte>(at, rows)
            : MemoryMarshal.AsBytes(index.Constants.AsSpan(EventColumns.Flags, 1))[..1];
        return view;
    }

    public void Dispose()
    {
        if (_start is not null)
        {
            _start = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        _view.Dispose();
        _map.Dispose();
    }

    private void VerifyChunk(int chunk)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        var index = _chunks[chunk];
        if (XxHash3.HashToUInt64(new ReadOnlySpan<byte>(_start + index.Offset, (int)index.Length)) != index.Checksum)
            throw new MarketDataException(_path, $"chunk {chunk + 1} of {_chunks.Length} is damaged (checksum does not match): import the source again");
        _verified[chunk] = true;
    }

    private (InstrumentId Instrument, MarketEventKind Kind, int Interval, ChunkIndex[] Chunks) ReadIndex(long length)
    {
        if (!new ReadOnlySpan<byte>(_start, 8).SequenceEqual(TapeFormat.Magic)) throw new MarketDataException(_path, "not a tape (no tape mark at its start)");
        var words = (int*)_start;
        if (words[2] != TapeFormat.Version) throw new MarketDataException(_path, Versions.Differ("tape", words[2], TapeFormat.Version));
        var trailer = _start + length - TapeFormat.TrailerSize;
        var footer = (long*)trailer;
        var cutShort = new MarketDataException(_path, "cut short or damaged at its end: import the source again");
        if (!new ReadOnlySpan<byte>(trailer + 32, 8).SequenceEqual(TapeFormat.Magic)) throw cutShort;
        var headerLength = TapeFormat.HeaderSize + ((words[5] + 7L) & ~7);
        var damaged = new MarketDataException(_path, "its header or index is damaged: import the source again");
        if (words[5] is < 1 or > 1024 || footer[1] is < 1 or > int.MaxValue / TapeFormat.IndexRecordSize) throw damaged;
        if (footer[0] < headerLength || footer[0] + (footer[1] * TapeFormat.IndexRecordSize) + TapeFormat.TrailerSize != length) throw damaged;
        var header = new ReadOnlySpan<byte>(_start, (int)headerLength);
        var indexBytes = new ReadOnlySpan<byte>(_start + footer[0], (int)footer[1] * TapeFormat.IndexRecordSize);
        if (TapeFormat.FileHash(header, indexBytes) != unchecked((ulong)footer[3])) throw damaged;

        var chunks = new ChunkIndex[footer[1]];
        var offset = headerLength;
        for (var i = 0; i < chunks.Length; i++)
        {
            chunks[i] = TapeFormat.ReadIndexRecord(indexBytes.Slice(i * TapeFormat.IndexRecordSize, TapeFormat.IndexRecordSize)) ?? throw damaged;
            if (chunks[i].Offset != offset) throw damaged;
            offset += chunks[i].Length;
        }

        if (offset != footer[0] || words[3] is < 0 or > (int)MarketEventKind.Funding) throw damaged;
        var text = Encoding.UTF8.GetString(header.Slice(TapeFormat.HeaderSize, words[5]));
        return InstrumentId.TryParse(text, out var instrument) ? (instrument, (MarketEventKind)words[3], words[4], chunks) : throw damaged;
    }
}
