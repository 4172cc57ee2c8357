using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ats.Domain;

namespace Ats.MarketData.Tapes;

/// <summary>The columns of one chunk as spans; a constant column is a span of one. Valid while its store is open.</summary>
internal ref struct ChunkView
{
    public int Rows;
    public ReadOnlySpan<long> Exchange;
    public ReadOnlySpan<long> Receive;
    public ReadOnlySpan<long> A;
    public ReadOnlySpan<long> B;
    public ReadOnlySpan<long> C;
    public ReadOnlySpan<long> D;
    public ReadOnlySpan<long> E;
    public ReadOnlySpan<long> F;
    public ReadOnlySpan<byte> Flags;

    /// <summary>One int64 column (not the flags) by its number.</summary>
    public readonly ReadOnlySpan<long> Column(int column) => column switch
    {
        EventColumns.Exchange => Exchange,
        EventColumns.Receive => Receive,
        EventColumns.A => A,
        EventColumns.B => B,
        EventColumns.C => C,
        EventColumns.D => D,
        EventColumns.E => E,
        _ => F,
    };

    public void Set(int column, ReadOnlySpan<long> values)
    {
        switch (column)
        {
            case EventColumns.Exchange: Exchange = values; break;
            case EventColumns.Receive: Receive = values; break;
            case EventColumns.A: A = values; break;
            case EventColumns.B: B = values; break;
            case EventColumns.C: C = values; break;
            case EventColumns.D: D = values; break;
            case EventColumns.E: E = values; break;
            default: F = values; break;
        }
    }

    public readonly long Value(int column, int row)
    {
        var values = Column(column);
        return values.Length == 1 ? values[0] : values[row];
    }

    public readonly byte FlagsAt(int row) => Flags.Length == 1 ? Flags[0] : Flags[row];

    /// <summary>First row received at or after a moment.</summary>
    public readonly int LowerBound(long receive)
    {
        if (Receive.Length == 1) return Receive[0] >= receive ? 0 : Rows;
        int low = 0, high = Rows;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Receive[middle] < receive) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Writes rows as events: a transposition, about nine loads and stores a row.</summary>
    /// <param name="template">Kind, instrument and interval as they are packed at the start of an event, flags zero.</param>
    public readonly void CopyTo(Span<MarketEvent> target, int firstRow, long template)
    {
        // A constant column is read with its index masked to zero.
        ref var exchange = ref MemoryMarshal.GetReference(Exchange);
        ref var receive = ref MemoryMarshal.GetReference(Receive);
        ref var a = ref MemoryMarshal.GetReference(A);
        ref var b = ref MemoryMarshal.GetReference(B);
        ref var c = ref MemoryMarshal.GetReference(C);
        ref var d = ref MemoryMarshal.GetReference(D);
        ref var e = ref MemoryMarshal.GetReference(E);
        ref var f = ref MemoryMarshal.GetReference(F);
        ref var flags = ref MemoryMarshal.GetReference(Flags);
        nint mx = Mask(Exchange.Length), mr = Mask(Receive.Length), ma = Mask(A.Length), mb = Mask(B.Length), mc = Mask(C.Length);
        nint md = Mask(D.Length), me = Mask(E.Length), mf = Mask(F.Length), mg = Mask(Flags.Length);
        ref var output = ref Unsafe.As<MarketEvent, long>(ref MemoryMarshal.GetReference(target));
        for (nint i = firstRow, end = firstRow + target.Length; i < end; i++)
        {
            output = template | ((long)Unsafe.Add(ref flags, i & mg) << 8);
            Unsafe.Add(ref output, 1) = Unsafe.Add(ref exchange, i & mx);
            Unsafe.Add(ref output, 2) = Unsafe.Add(ref receive, i & mr);
            Unsafe.Add(ref output, 3) = Unsafe.Add(ref a, i & ma);
            Unsafe.Add(ref output, 4) = Unsafe.Add(ref b, i & mb);
            Unsafe.Add(ref output, 5) = Unsafe.Add(ref c, i & mc);
            Unsafe.Add(ref output, 6) = Unsafe.Add(ref d, i & md);
            Unsafe.Add(ref output, 7) = Unsafe.Add(ref e, i & me);
            Unsafe.Add(ref output, 8) = Unsafe.Add(ref f, i & mf);
            output = ref Unsafe.Add(ref output, 9);
        }
    }

    public static long Template(MarketEventKind kind, short instrument, int intervalMilliseconds) =>
        (byte)kind | ((long)(ushort)instrument << 16) | ((long)intervalMilliseconds << 32);

    private static nint Mask(int length) => length == 1 ? 0 : -1;
}
