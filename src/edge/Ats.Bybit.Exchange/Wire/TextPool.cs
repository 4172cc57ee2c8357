using System.Text;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>Short words clients repeat (symbols, sides, types), as one string each; full pools hand out fresh strings. One thread.</summary>
internal sealed class TextPool
{
    private const int Limit = 512;
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 64) return Encoding.UTF8.GetString(utf8);
        Span<char> chars = stackalloc char[64];
        var word = chars[..Encoding.UTF8.GetChars(utf8, chars)];
        var lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(word, out var known)) return known;
        var text = word.ToString();
        if (_words.Count < Limit) _words[text] = text;
        return text;
    }
}
