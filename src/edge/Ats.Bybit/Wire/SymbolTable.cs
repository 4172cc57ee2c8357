using System.Text;

namespace Ats.Bybit.Wire;

/// <summary>Symbols of one category, as UTF-8, to the run's instrument indices. Fixed once made; a look-up allocates nothing.</summary>
public sealed class SymbolTable
{
    private readonly byte[][] _symbols;
    private readonly short[] _instruments;
    private readonly short[] _buckets;

    /// <param name="symbols">Exchange symbol (BTCUSDT) and index in the run's instrument list.</param>
    public SymbolTable(IEnumerable<KeyValuePair<string, short>> symbols)
    {
        var all = symbols.ToArray();
        _symbols = [.. all.Select(s => Encoding.ASCII.GetBytes(s.Key))];
        _instruments = [.. all.Select(s => s.Value)];
        var size = 16;
        while (size < all.Length * 4) size *= 2;
        _buckets = new short[size];
        Array.Fill(_buckets, (short)-1);
        for (var i = 0; i < _symbols.Length; i++)
        {
            var at = Hash(_symbols[i]) & (uint)(size - 1);
            while (_buckets[at] >= 0) at = (at + 1) & (uint)(size - 1);
            _buckets[at] = (short)i;
        }
    }

    /// <summary>The instrument's index, or -1.</summary>
    public short Find(ReadOnlySpan<byte> symbol)
    {
        var mask = (uint)(_buckets.Length - 1);
        for (var at = Hash(symbol) & mask; _buckets[at] >= 0; at = (at + 1) & mask)
        {
            var i = _buckets[at];
            if (symbol.SequenceEqual(_symbols[i])) return _instruments[i];
        }

        return -1;
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = (uint)text.Length;
        foreach (var c in text) hash = (hash ^ c) * 0x01000193;
        return hash ^ (hash >> 15);
    }
}
