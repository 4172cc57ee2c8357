using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Ats.Domain;

namespace Ats.MarketData.Tapes;

/// <summary>
/// The bytes of a tape file, little-endian throughout:
/// header (64 bytes: magic, version, kind, interval, length of the instrument text; then the text, padded to 8);
/// chunks (see <see cref="ChunkIndex"/>); index (one fixed-size record a chunk);
/// trailer (40 bytes: index offset, chunk count, rows, XxHash3 of header and index, magic).
/// The index carries every chunk's checksum, so the trailer's hash covers the whole file.
/// </summary>
internal static class TapeFormat
{
    public const int Version = 1;
    public const int HeaderSize = 64;
    public const int TrailerSize = 40;

    /// <summary>Offset, rows, first and last receive time, checksum; encodings padded to 16; constants.</summary>
    public const int IndexRecordSize = (5 * 8) + 16 + (EventColumns.Count * 8);

    public static ReadOnlySpan<byte> Magic => "ATSTAPE\n"u8;

    public static byte[] Header(InstrumentId instrument, MarketEventKind kind, int intervalMilliseconds)
    {
        var text = Encoding.UTF8.GetBytes(instrument.ToString());
        var header = new byte[HeaderSize + ((text.Length + 7) & ~7)];
        Magic.CopyTo(header);
        var words = MemoryMarshal.Cast<byte, int>(header.AsSpan());
        words[2] = Version;
        words[3] = (int)kind;
        words[4] = intervalMilliseconds;
        words[5] = text.Length;
        text.CopyTo(header.AsSpan(HeaderSize));
        return header;
    }

    public static byte[] IndexBytes(IReadOnlyList<ChunkIndex> chunks)
    {
        var bytes = new byte[chunks.Count * IndexRecordSize];
        for (var i = 0; i < chunks.Count; i++)
        {
            var record = bytes.AsSpan(i * IndexRecordSize, IndexRecordSize);
            var words = MemoryMarshal.Cast<byte, long>(record);
            var chunk = chunks[i];
            words[0] = chunk.Offset;
            words[1] = chunk.Rows;
            words[2] = chunk.FirstReceive;
            words[3] = chunk.LastReceive;
            words[4] = unchecked((long)chunk.Checksum);
            MemoryMarshal.AsBytes(chunk.Encodings.AsSpan()).CopyTo(record[40..]);
            chunk.Constants.CopyTo(words[7..]);
        }

        return bytes;
    }

    /// <summary>Null when a field is out of its range.</summary>
    public static ChunkIndex? ReadIndexRecord(ReadOnlySpan<byte> record)
    {
        var words = MemoryMarshal.Cast<byte, long>(record);
        if (words[1] is < 1 or > ChunkIndex.MaxRows) return null;
        var chunk = new ChunkIndex
        {
            Offset = words[0],
            Rows = (int)words[1],
            FirstReceive = words[2],
            LastReceive = words[3],
            Checksum = unchecked((ulong)words[4]),
        };
        MemoryMarshal.Cast<byte, ColumnEncoding>(record.Slice(40, EventColumns.Count)).CopyTo(chunk.Encodings);
        words.Slice(7, EventColumns.Count).CopyTo(chunk.Constants);
        return chunk.Encodings.All(e => e <= ColumnEncoding.SameAsExchange) ? chunk : null;
    }

    public static byte[] Trailer(long indexOffset, int chunks, long rows, ulong hash)
    {
        var trailer = new byte[TrailerSize];
        var words = MemoryMarshal.Cast<byte, long>(trailer.AsSpan());
        words[0] = indexOffset;
        words[1] = chunks;
        words[2] = rows;
        words[3] = unchecked((long)hash);
        Magic.CopyTo(trailer.AsSpan(32));
        return trailer;
    }

    public static ulong FileHash(ReadOnlySpan<byte> header, ReadOnlySpan<byte> index)
    {
        var hash = new XxHash3();
        hash.Append(header);
        hash.Append(index);
        return hash.GetCurrentHashAsUInt64();
    }

    /// <summary>A hash of what the segment says (instrument, kind, interval, every row), not of where it lies or came from.</summary>
    public static UInt128 ContentHash(InstrumentId instrument, MarketEventKind kind, int intervalMilliseconds, IReadOnlyList<ChunkIndex> chunks)
    {
        var hash = new XxHash128();
        hash.Append(Header(instrument, kind, intervalMilliseconds));
        var record = new long[2 + EventColumns.Count];
        foreach (var chunk in chunks)
        {
            record[0] = chunk.Rows;
            record[1] = unchecked((long)chunk.Checksum);
            chunk.Constants.CopyTo(record, 2);
            hash.Append(MemoryMarshal.AsBytes(record.AsSpan()));
            hash.Append(MemoryMarshal.AsBytes(chunk.Encodings.AsSpan()));
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
