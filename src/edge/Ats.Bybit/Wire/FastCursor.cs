using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ats.Bybit.Wire;

/// <summary>Walks a frame of the usual layout byte by byte exactly; any "false" sends the whole frame to the tolerant reader. Never reads past the end.</summary>
internal unsafe ref struct FastCursor(byte* at, byte* end)
{
    public byte* At = at;

    private readonly byte* _end = end;

    public readonly bool AtEnd => At == _end;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Has(int bytes) => _end - At >= bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(scoped ReadOnlySpan<byte> literal)
    {
        if (!Has(literal.Length) || !new ReadOnlySpan<byte>(At, literal.Length).SequenceEqual(literal)) return false;
        At += literal.Length;
        return true;
    }

    /// <summary>Everything up to a quote, which is taken too; at most 32 bytes, none of them needing care (escapes, controls, beyond ASCII).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakeName(out ReadOnlySpan<byte> name)
    {
        name = default;
        var start = At;
        while (At < _end && At - start < 32)
        {
            var c = *At++;
            if (c == '"')
            {
                name = new ReadOnlySpan<byte>(start, (int)(At - start - 1));
                return true;
            }

            if (c is < (byte)' ' or (byte)'\\' or >= 0x80) return false;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakeMilliseconds(out long milliseconds)
    {
        milliseconds = 0;
        if (!Has(14) || !FastNumber.TryMilliseconds(At, out milliseconds)) return false;
        At += 13;
        return true;
    }

    /// <summary>A number between quotes, the opening one taken already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakeQuoted(int decimals, out long raw)
    {
        raw = 0;
        if (!Has(17)) return false;
        var quotes = Vector128.Equals(Vector128.Load(At), Vector128.Create((byte)'"')).ExtractMostSignificantBits();
        var length = quotes == 0 ? 16 : System.Numerics.BitOperations.TrailingZeroCount(quotes);
        if (At[length] != '"' || !FastNumber.TryParse(At, length, decimals, out raw)) return false;
        At += length + 1;
        return true;
    }

    /// <summary>An unsigned whole number of up to eighteen digits without a leading zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakeWhole(out long value)
    {
        value = 0;
        var start = At;
        while (At < _end && (uint)(*At - '0') <= 9) value = (value * 10) + (*At++ - '0');
        var digits = At - start;
        return digits is > 0 and <= 18 && (*start != '0' || digits == 1);
    }
}
