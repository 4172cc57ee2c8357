using System.Buffers.Binary;

namespace Ats.Storage;

/// <summary>
/// A column of 64-bit integers as its first value and the steps between neighbours, divided by what all steps have in common.
/// Layout: first value (8 bytes), common divisor of the steps (8 bytes, 0 = all steps are zero), mode byte (0 = every step equals the
/// divisor, nothing follows; 1 = one zigzag LEB128 number per step). Arithmetic wraps, so any values come back exactly.
/// </summary>
internal static class ColumnCoder
{
    private const int HeaderSize = 17;
    private const int MaxVarint = 10;

    public static int MaxSize(int count) => HeaderSize + (MaxVarint * count);

    public static int Encode(ReadOnlySpan<long> values, Span<byte> destination)
    {
        var divisor = Divisor(values, out var steady);
        BinaryPrimitives.WriteInt64LittleEndian(destination, values[0]);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], divisor);
        destination[16] = steady ? (byte)0 : (byte)1;
        if (steady) return HeaderSize;
        var at = HeaderSize;
        for (var i = 1; i < values.Length; i++)
        {
            var step = unchecked(values[i] - values[i - 1]);
            var quotient = Magnitude(step) / divisor;
            var sign = unchecked((ulong)(step >> 63));
            // Zigzag of sign and magnitude: 65 bits would be needed only for a step of -2^63 with divisor 1, which sign 1 magnitude 0 stands for.
            var zigzag = unchecked((quotient << 1) | (sign & 1));
            while (zigzag >= 0x80)
            {
                destination[at++] = (byte)(zigzag | 0x80);
                zigzag >>= 7;
            }

            destination[at++] = (byte)zigzag;
        }

        return at;
    }

    public static bool TryDecode(ref ReadOnlySpan<byte> source, scoped Span<long> values)
    {
        if (source.Length < HeaderSize) return false;
        var value = BinaryPrimitives.ReadInt64LittleEndian(source);
        var divisor = BinaryPrimitives.ReadUInt64LittleEndian(source[8..]);
        var mode = source[16];
        source = source[HeaderSize..];
        values[0] = value;
        if (mode > 1) return false;
        var at = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (mode == 0)
            {
                value = unchecked(value + (long)divisor);
            }
            else
            {
                if (!TryVarint(source, ref at, out var zigzag)) return false;
                var magnitude = zigzag == 1 ? 1UL << 63 : unchecked((zigzag >> 1) * divisor);
                value = unchecked((zigzag & 1) == 0 ? value + (long)magnitude : value - (long)magnitude);
            }

            values[i] = value;
        }

        source = source[at..];
        return true;
    }

    private static ulong Divisor(ReadOnlySpan<long> values, out bool steady)
    {
        var divisor = 0UL;
        steady = true;
        for (var i = 1; i < values.Length; i++)
        {
            var step = unchecked(values[i] - values[i - 1]);
            var size = Magnitude(step);
            steady &= step == unchecked(values[1] - values[0]) && step >= 0;
            if (divisor == 1 || size == 0) continue;
            if (divisor == 0 || size % divisor != 0) divisor = Gcd(divisor, size);
        }

        return divisor;
    }

    private static ulong Gcd(ulong a, ulong b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }

    private static ulong Magnitude(long value) => value < 0 ? unchecked((ulong)-value) : (ulong)value;

    private static bool TryVarint(ReadOnlySpan<byte> source, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= source.Length) return false;
            var part = source[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return true;
        }

        return false;
    }
}
