using Ats.Domain;

namespace Ats.MarketData.Tapes;

/// <summary>What the index knows of one chunk: where it lies, its rows, receive times, column encodings and checksum.</summary>
internal sealed class ChunkIndex
{
    public const int MaxRows = 16_384;

    public long Offset { get; set; }

    public int Rows { get; init; }

    public long FirstReceive { get; init; }

    public long LastReceive { get; init; }

    /// <summary>XxHash3 (64 bit) of the chunk's bytes as they lie in the file.</summary>
    public ulong Checksum { get; set; }

    public ColumnEncoding[] Encodings { get; } = new ColumnEncoding[EventColumns.Count];

    /// <summary>The value of each constant column; 0 for the others.</summary>
    public long[] Constants { get; } = new long[EventColumns.Count];

    /// <summary>Bytes of the chunk in the file: plain columns one after the other, flags last and padded to eight bytes.</summary>
    public long Length => LongColumns * (long)Rows * sizeof(long) + (Encodings[EventColumns.Flags] == ColumnEncoding.Plain ? FlagBytes(Rows) : 0);

    private int LongColumns => Encodings.AsSpan(0, EventColumns.LongCount).Count(ColumnEncoding.Plain);

    public static int FlagBytes(int rows) => (rows + 7) & ~7;

    public Timestamp First => new(FirstReceive);

    public Timestamp Last => new(LastReceive);
}
