using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ats.MarketData.Csv;

/// <summary>
/// Decimal text straight to fixed-point integers, without double or decimal. Plain fields of up to sixteen characters go through
/// SIMD (the point is shuffled out, pairs are multiplied and added: the eight-digit trick of D. Lemire, "Parsing numbers at a
/// gigabyte per second", 2021, widened to sixteen); everything else (signs, exponents, quotes, spaces, more digits) through
/// <see cref="TryParseSlow"/>. Values with more decimals than are held are rounded half away from zero, and counted.
/// </summary>
internal static unsafe class FixedPointParser
{
    /// <summary>Bytes that must be readable before every field.</summary>
    public const int Margin = 16;

    private static readonly byte[] KeepLast = Tables(static (row, i) => i >= 16 - row ? (byte)0xFF : (byte)0);

    private static readonly byte[] DropPoint = Tables(static (point, i) => point == 16 ? (byte)i : i == 0 ? (byte)0x80 : i <= point ? (byte)(i - 1) : (byte)i);

    /// <summary>
    /// Parses one column of a block of rows. Returns the number of rows parsed: fewer than asked when a field is not a number.
    /// </summary>
    /// <param name="text">Start of the block's text.</param>
    /// <param name="ends">End of every field (offset of its separator), row by row; the element before the first is the end of the field before it.</param>
    public static int ParseColumn(byte* text, int* ends, int stride, int rows, FixedPointScale scale, Span<long> target, ref long rounded)
    {
        if (!Ssse3.IsSupported || !Sse41.IsSupported) return ParseColumnPortable(text, ends, stride, rows, scale, target, ref rounded);
        fixed (byte* keep = KeepLast, drop = DropPoint)
        fixed (long* multiplier = scale.Multiplier, limit = scale.Limit, output = target)
        {
            var zero = Vector128.Create((byte)'0');
            var point = Vector128.Create((byte)'.');
            var nine = Vector128.Create((byte)9);
            var tens = Vector128.Create(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, (sbyte)1);
            var hundreds = Vector128.Create(100, 1, 100, 1, 100, 1, 100, (short)1);
            var tenThousands = Vector128.Create(10000, 1, 10000, 1, 10000, 1, 10000, (short)1);
            for (var row = 0; row < rows; row++, ends += stride)
            {
                var end = *ends;
                var length = end - ends[-1] - 1;
                if ((uint)(length - 1) < 16)
                {
                    var mask = Vector128.Load(keep + (length * 16));
                    var field = Vector128.Load(text + end - 16) & mask;
                    var at = BitOperations.TrailingZeroCount(Vector128.Equals(field, point).ExtractMostSignificantBits() | 0x10000u);
                    var digits = Ssse3.Shuffle((field - zero) & mask, Vector128.Load(drop + (at * 16)));
                    if (Sse2.Max(digits, nine) == nine && length > (at == 16 ? 0 : 1))
                    {
                        var pairs = Ssse3.MultiplyAddAdjacent(digits, tens);
                        var fours = Sse2.MultiplyAddAdjacent(pairs, hundreds);
                        var packed = Sse41.PackUnsignedSaturate(fours, fours).AsInt16();
                        var eights = Sse2.MultiplyAddAdjacent(packed, tenThousands).AsInt64().GetElement(0);
                        var value = ((eights & 0xFFFFFFFF) * 100_000_000) + (eights >>> 32);
                        if (value <= limit[at])
                        {
                            output[row] = value * multiplier[at];
                            continue;
                        }
                    }
                }

                if (!TryParseSlow(new ReadOnlySpan<byte>(text + end - length, length), scale.Decimals, out output[row], ref rounded)) return row;
            }
        }

        return rows;
    }

    /// <summary>Any decimal text: optional quotes and spaces around it, sign, exponent, any number of digits.</summary>
    public static bool TryParseSlow(ReadOnlySpan<byte> text, int decimals, out long value, ref long rounded)
    {
        value = 0;
        text = Unquote(text);
        if (text.IsEmpty) return false;
        var negative = text[0] == '-';
        if (negative || text[0] == '+') text = text[1..];

        ulong mantissa = 0;
        int significant = 0, scale = 0, digits = 0, i = 0;
        bool seenPoint = false, dropped = false;
        var roundUp = false;
        for (; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits++;
                if (significant < 19)
                {
                    mantissa = (mantissa * 10) + digit;
                    if (mantissa != 0) significant++;
                    if (seenPoint) scale++;
                }
                else
                {
                    // Digits beyond nineteen: the first of them decides the rounding, all of them whether it was needed.
                    if (!dropped && significant == 19) roundUp = digit >= 5;
                    if (!seenPoint) return false;
                    significant++;
                    dropped |= digit != 0 || roundUp;
                }
            }
            else if (text[i] == '.' && !seenPoint)
            {
                seenPoint = true;
            }
            else
            {
                break;
            }
        }

        if (digits == 0) return false;
        if (i < text.Length && !TryExponent(text[i..], ref scale)) return false;
        return TryScale(mantissa, scale, decimals, negative, roundUp, dropped, out value, ref rounded);
    }

    /// <summary>Without spaces and one pair of double quotes around it.</summary>
    public static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        return text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
    }

    private static int ParseColumnPortable(byte* text, int* ends, int stride, int rows, FixedPointScale scale, Span<long> target, ref long rounded)
    {
        for (var row = 0; row < rows; row++, ends += stride)
        {
            var start = ends[-1] + 1;
            if (!TryParseSlow(new ReadOnlySpan<byte>(text + start, *ends - start), scale.Decimals, out target[row], ref rounded)) return row;
        }

        return rows;
    }

    private static bool TryScale(ulong mantissa, int scale, int decimals, bool negative, bool roundUp, bool inexact, out long value, ref long rounded)
    {
        value = 0;
        if (mantissa == 0 && !inexact) return true;
        var shift = decimals - scale;
        while (shift > 0)
        {
            if (mantissa > long.MaxValue / 10) return false;
            mantissa *= 10;
            shift--;
        }

        if (shift < 0)
        {
            inexact |= roundUp;
            roundUp = false;
            for (; shift < 0; shift++)
            {
                var digit = mantissa % 10;
                mantissa /= 10;
                inexact |= digit != 0;
                roundUp = digit >= 5;
                if (mantissa == 0 && shift < -1)
                {
                    roundUp = false;
                    break;
                }
            }
        }

        if (roundUp) mantissa++;
        if (inexact) rounded++;
        if (mantissa > long.MaxValue) return false;
        value = negative ? -(long)mantissa : (long)mantissa;
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, ref int scale)
    {
        if (text.Length < 2 || (text[0] | 0x20) != 'e') return false;
        var negative = text[1] == '-';
        text = text[(negative || text[1] == '+' ? 2 : 1)..];
        if (text.IsEmpty || text.Length > 3) return false;
        var exponent = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c)) return false;
            exponent = (exponent * 10) + c - '0';
        }

        scale += negative ? exponent : -exponent;
        return true;
    }

    private static byte[] Tables(Func<int, int, byte> value)
    {
        var table = new byte[17 * 16];
        for (var row = 0; row <= 16; row++)
        {
            for (var i = 0; i < 16; i++) table[(row * 16) + i] = value(row, i);
        }

        return table;
    }
}
