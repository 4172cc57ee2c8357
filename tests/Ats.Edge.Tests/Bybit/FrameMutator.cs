using System.Text;
using System.Text.Json.Nodes;
using Ats.Domain;

namespace Ats.Edge.Tests.Bybit;

/// <summary>Seeded changes to frames: some keep the meaning (order, whitespace, escapes, unknown fields), some break it.</summary>
internal sealed class FrameMutator(ulong seed)
{
    private static readonly string[] Numbers =
        ["0", "-1", "1e5", "1E-3", "99999999999999999999", "922337203.6854775807", "922337203.6854775808", "0.00000000005", "0.00000000004", "1.23456789015", ".5", "5.", ".", "", "1.2.3", "00012.50", "1234567890123456", "12345678901234567", "1e999", "-0", "NaN", "+1", " 1", "0x10"];

    private readonly Rng _rng = new(seed);

    /// <summary>The same frame for a tolerant reader: keys shuffled (b before a), spaces, escapes, extra fields.</summary>
    public byte[] SameMeaning(byte[] frame)
    {
        var text = new StringBuilder();
        Write(JsonNode.Parse(frame)!, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Any damage: bytes flipped, dropped, inserted, cut short, doubled; or a number replaced by a nasty one.</summary>
    public byte[] Damaged(byte[] frame)
    {
        var bytes = frame.ToList();
        for (var times = 1 + _rng.Next(2); times > 0 && bytes.Count > 1; times--)
        {
            var at = _rng.Next(bytes.Count);
            switch (_rng.Next(7))
            {
                case 0: bytes[at] = (byte)_rng.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)"{}[]\",:\\09. "[_rng.Next(12)]); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                case 4: bytes.AddRange(bytes[at..]); break;
                case 5: bytes[at] = (byte)('0' + _rng.Next(10)); break;
                default: ReplaceNumber(bytes); break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Digits exchanged for digits: stays in the usual layout.</summary>
    public byte[] OtherDigits(byte[] frame)
    {
        var bytes = frame.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (char.IsAsciiDigit((char)bytes[i]) && _rng.Next(4) == 0) bytes[i] = (byte)('0' + _rng.Next(10));
        }

        return bytes;
    }

    private void ReplaceNumber(List<byte> bytes)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        var numbers = System.Text.RegularExpressions.Regex.Matches(text, "\"?[0-9.]+\"?");
        if (numbers.Count == 0) return;
        var hit = numbers[_rng.Next(numbers.Count)];
        var number = Numbers[_rng.Next(Numbers.Length)];
        var quoted = hit.Value.StartsWith('"') != (_rng.Next(8) == 0) ? $"\"{number}\"" : number;
        bytes.RemoveRange(hit.Index, hit.Length);
        bytes.InsertRange(hit.Index, Encoding.Latin1.GetBytes(quoted));
    }

    private void Write(JsonNode? node, StringBuilder text)
    {
        Space(text);
        switch (node)
        {
            case JsonObject o: WriteObject(o, text); break;
            case JsonArray a:
                text.Append('[');
                for (var i = 0; i < a.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Write(a[i], text);
                }

                text.Append(']');
                break;
            case JsonValue v when v.TryGetValue<string>(out var s): WriteString(s, text); break;
            default: text.Append(node!.ToJsonString()); break;
        }

        Space(text);
    }

    private void WriteObject(JsonObject o, StringBuilder text)
    {
        var keys = o.Select(p => p.Key).ToList();
        for (var i = keys.Count - 1; i > 0; i--)
        {
            var j = _rng.Next(i + 1);
            (keys[i], keys[j]) = (keys[j], keys[i]);
        }

        if (keys.IndexOf("b") is >= 0 and var b && keys.IndexOf("a") is >= 0 and var a && a < b) (keys[a], keys[b]) = (keys[b], keys[a]);
        if (_rng.Next(3) == 0) keys.Insert(_rng.Next(keys.Count + 1), "+extra");
        text.Append('{');
        for (var i = 0; i < keys.Count; i++)
        {
            if (i > 0) text.Append(',');
            Space(text);
            WriteString(keys[i], text);
            text.Append(':');
            if (keys[i] == "+extra") text.Append("{\"deep\":[1,{\"s\":\"no\",\"T\":[]}],\"p\":\"x\"}");
            else Write(o[keys[i]], text);
        }

        text.Append('}');
    }

    private void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (_rng.Next(20) == 0) text.Append("\\u").Append(((int)c).ToString("x4"));
            else text.Append(c);
        }

        text.Append('"');
    }

    private void Space(StringBuilder text)
    {
        if (_rng.Next(6) == 0) text.Append(" \t\r\n"[_rng.Next(4)]);
    }
}
