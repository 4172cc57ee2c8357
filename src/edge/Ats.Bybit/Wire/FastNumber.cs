using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ats.Bybit.Wire;

/// <summary>
/// Plain decimals of up to sixteen characters (digits and at most one point) to fixed point in a few instructions: one shuffle drops the
/// point and aligns the digits to the right, then pairs are multiplied and added (D. Lemire's eight-digit trick, 2021, widened to sixteen).
/// Whatever it does not take, <see cref="WireNumber"/> judges.
/// </summary>
internal static unsafe class FastNumber
{
    /// <summary>Shuffles by length (0 to 16) and place of the point (16 = none).</summary>
    private static readonly byte[] Align = MakeAlign();

    private static readonly long[] Powers = [.. Enumerable.Range(0, 19).Select(n => (long)BigInteger.Pow(10, n))];

    private static readonly long[] Limits = [.. Powers.Select(p => long.MaxValue / p)];

    public static bool IsSupported => Ssse3.IsSupported && Sse41.IsSupported;

    /// <summary>Parses <paramref name="length"/> characters; sixteen must be readable at <paramref name="text"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(byte* text, int length, int decimals, out long raw)
    {
        raw = 0;
        if ((uint)(length - 1) > 15) return false;
        var field = Vector128.Load(text);
        var within = (1u << length) - 1;
        var points = Vector128.Equals(field, Vector128.Create((byte)'.')).ExtractMostSignificantBits() & within;
        var point = BitOperations.TrailingZeroCount(points | 0x10000u);
        var shuffle = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(Align), (nuint)(((length * 17) + point) * 16));
        var digits = Ssse3.Shuffle(field - Vector128.Create((byte)'0'), shuffle);
        var nine = Vector128.Create((byte)9);
        if (Sse2.Max(digits, nine) != nine) return false;
        var pairs = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, (sbyte)1));
        var fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(100, 1, 100, 1, 100, 1, 100, (short)1));
        var packed = Sse41.PackUnsignedSaturate(fours, fours).AsInt16();
        var eights = Sse2.MultiplyAddAdjacent(packed, Vector128.Create(10000, 1, 10000, 1, 10000, 1, 10000, (short)1)).AsInt64().GetElement(0);
        var value = ((eights & 0xFFFFFFFF) * 100_000_000) + (eights >>> 32);
        var shift = decimals - (point == 16 ? 0 : length - point - 1);
        if ((uint)shift > 18 || (point != 16 && length == 1)) return false;
        if (value > Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Limits), shift)) return false;
        raw = value * Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Powers), shift);
        return true;
    }

    /// <summary>Thirteen digits, the first not zero: the milliseconds of our time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMilliseconds(byte* text, out long milliseconds)
    {
        milliseconds = 0;
        var high = Unsafe.ReadUnaligned<ulong>(text);
        var low = Unsafe.ReadUnaligned<ulong>(text + 5);
        if (!AreDigits(high) || !AreDigits(low) || text[0] == '0') return false;
        // The second word begins three digits early: they are dropped by the shift.
        milliseconds = (EightDigits(high) * 100_000) + EightDigits((low & 0xFFFFFFFFFF000000) | 0x303030);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreDigits(ulong word) =>
        (word & (word + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) == 0x3030303030303030;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long EightDigits(ulong word)
    {
        word -= 0x3030303030303030;
        word = (word * 10) + (word >> 8);
        return (long)((((word & 0x000000FF000000FF) * 0x000F424000000064) + (((word >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }

    private static byte[] MakeAlign()
    {
        var table = new byte[17 * 17 * 16];
        for (var length = 0; length <= 16; length++)
        {
            for (var point = 0; point <= 16; point++)
            {
                var hasPoint = point < length;
                var first = 16 - length + (hasPoint ? 1 : 0);
                for (var i = 0; i < 16; i++)
                {
                    var digit = i - first;
                    table[(((length * 17) + point) * 16) + i] = digit < 0 ? (byte)0x80 : (byte)(hasPoint && digit >= point ? digit + 1 : digit);
                }
            }
        }

        return table;
    }
}
