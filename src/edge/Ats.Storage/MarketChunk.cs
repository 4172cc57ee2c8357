using System.IO.Hashing;
using System.Runtime.InteropServices;
using Ats.Domain;
using Ats.Engine;

namespace Ats.Storage;

/// <summary>
/// Some thousands of market events with their sequences and ordinals in one checksummed blob. The eleven little-endian 64-bit words of
/// each event (sequence, ordinal, and the nine of the 72-byte struct) are kept column by column, see <see cref="ColumnCoder"/>: prices
/// step in ticks and times in milliseconds, so an event takes some 10 to 20 bytes. Sequences never go back within a chunk.
/// Layout: version byte 1, columns, then XxHash3 of all before it (8 bytes).
/// </summary>
internal sealed class MarketChunk
{
    /// <summary>Most events in one chunk.</summary>
    public const int MaxEvents = 4096;

    private const byte Version = 1;
    private const int Words = 9;
    private const int HashSize = sizeof(ulong);

    private MarketChunk(MarketEvent[] events, long[] sequences, long[] ordinals)
    {
        Events = events;
        Sequences = sequences;
        Ordinals = ordinals;
    }

    public MarketEvent[] Events { get; }

    public long[] Sequences { get; }

    public long[] Ordinals { get; }

    /// <summary>Most bytes <see cref="Encode"/> writes for that many events.</summary>
    public static int MaxSize(int count) => 1 + ((Words + 2) * ColumnCoder.MaxSize(count)) + HashSize;

    /// <summary>Returns the number of bytes written.</summary>
    public static int Encode(ReadOnlySpan<MarketEvent> events, ReadOnlySpan<long> sequences, ReadOnlySpan<long> ordinals, Span<byte> destination)
    {
        var words = MemoryMarshal.Cast<MarketEvent, long>(events);
        Span<long> column = stackalloc long[MaxEvents];
        column = column[..events.Length];
        destination[0] = Version;
        var at = 1;
        at += ColumnCoder.Encode(sequences, destination[at..]);
        at += ColumnCoder.Encode(ordinals, destination[at..]);
        for (var word = 0; word < Words; word++)
        {
            for (var i = 0; i < column.Length; i++) column[i] = words[(i * Words) + word];
            at += ColumnCoder.Encode(column, destination[at..]);
        }

        MemoryMarshal.Write(destination[at..], XxHash3.HashToUInt64(destination[..at]));
        return at + HashSize;
    }

    /// <exception cref="JournalException">The blob is not what was written.</exception>
    public static MarketChunk Decode(ReadOnlySpan<byte> blob, int count, string where)
    {
        if (blob.Length < 1 + HashSize || count is < 1 or > MaxEvents || XxHash3.HashToUInt64(blob[..^HashSize]) != MemoryMarshal.Read<ulong>(blob[^HashSize..]))
            throw Damaged(where);
        if (blob[0] != Version)
            throw new JournalException($"{where}: market events in format {blob[0]}, this program reads {Version}: use a newer version of ATS.") { IsBadContent = true };
        var body = blob[1..^HashSize];
        var chunk = new MarketChunk(new MarketEvent[count], new long[count], new long[count]);
        var words = MemoryMarshal.Cast<MarketEvent, long>(chunk.Events.AsSpan());
        Span<long> column = stackalloc long[MaxEvents];
        column = column[..count];
        var ok = ColumnCoder.TryDecode(ref body, chunk.Sequences) && ColumnCoder.TryDecode(ref body, chunk.Ordinals);
        for (var word = 0; ok && word < Words; word++)
        {
            ok = ColumnCoder.TryDecode(ref body, column);
            for (var i = 0; ok && i < count; i++) words[(i * Words) + word] = column[i];
        }

        return ok && body.IsEmpty ? chunk : throw Damaged(where);
    }

    private static JournalException Damaged(string where) =>
        new($"{where}: a block of market events is damaged (its checksum does not match): restore the journal from a copy.") { IsBadContent = true };
}
