using System.Runtime.CompilerServices;

namespace Ats.Domain;

/// <summary>A running 64-bit hash of state (FNV-1a over 64-bit words with a final mix). Same inputs in the same order, same value, on every machine.</summary>
public struct StateHash
{
    private ulong _state;

    private StateHash(ulong state) => _state = state;

    public static StateHash Start() => new(14695981039346656037UL);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long value)
    {
        _state = (_state ^ unchecked((ulong)value)) * 1099511628211UL;
        _state ^= _state >> 29;
    }

    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));

    public void Add(decimal value)
    {
        // 1.0m and 1.00m are equal amounts: hash the value with trailing zeros removed.
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value / 1.0000000000000000000000000000m, bits);
        Add(((long)bits[1] << 32) | (uint)bits[0]);
        Add(((long)bits[3] << 32) | (uint)bits[2]);
    }

    public void Add(string text)
    {
        foreach (var c in text) Add(c);
        Add(text.Length);
    }

    public readonly ulong Value
    {
        get
        {
            var x = _state;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }

    public override readonly string ToString() => Value.ToString("x16");
}
