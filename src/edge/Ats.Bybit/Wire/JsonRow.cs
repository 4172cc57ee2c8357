using System.Globalization;
using System.Text.Json;
using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>
/// One JSON object read leniently: numbers as strings or numbers, absent, null and "" alike. Reading throws <see cref="FormatException"/> on a value that is of
/// the wrong kind; the frame and reply readers turn it into a verdict.
/// </summary>
internal readonly struct JsonRow(JsonElement element)
{
    public bool Has(string name) => Find(name) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) };

    public JsonElement? Find(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Text of a string or number; "" when absent.</summary>
    public string Text(string name) => Find(name) is { } value ? TextOf(value, name) : "";

    /// <summary>As <see cref="Text"/>, with UNKNOWN read as none.</summary>
    public string Word(string name) => Text(name) is not WireWords.Unknown and var word ? word : "";

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw new FormatException($"'{name}' is missing");

    /// <summary>Zero when absent.</summary>
    public decimal Decimal(string name) => DecimalOrAbsent(name) ?? 0m;

    public decimal RequiredDecimal(string name) => DecimalOrAbsent(name) ?? throw new FormatException($"'{name}' is missing");

    /// <summary>None when absent or "".</summary>
    public decimal? DecimalOrAbsent(string name) => Text(name) is { Length: > 0 } text ? ParseDecimal(text, name) : null;

    /// <summary>None when absent, "" or zero: the exchange writes both for "no take-profit, stop-loss, trigger or liquidation price".</summary>
    public decimal? DecimalOrNone(string name) => DecimalOrAbsent(name) is not 0m and var value ? value : null;

    /// <summary>Zero when absent.</summary>
    public long Whole(string name)
    {
        var text = Text(name);
        if (text.Length == 0) return 0;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw new FormatException($"'{name}' is not a whole number");
    }

    public int Small(string name) => Whole(name) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw new FormatException($"'{name}' is out of range");

    /// <summary>Milliseconds; the default when absent or 0.</summary>
    public Timestamp Time(string name)
    {
        var value = Whole(name);
        if (value == 0) return default;
        return WireNumber.TryMilliseconds(value, out var time) ? time : throw new FormatException($"'{name}' is not a time in milliseconds between 1990 and 2200");
    }

    /// <summary>True, "true", 1 or "1".</summary>
    public bool Flag(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined } or null => false,
        { } value => TextOf(value, name) is "1" or "true",
    };

    public Side Side(string name) => SideOrNone(name) ?? throw new FormatException($"'{name}' is neither Buy nor Sell");

    /// <summary>None for "" and "None" (a flat position).</summary>
    public Side? SideOrNone(string name) => Text(name) switch
    {
        WireWords.Buy => Domain.Side.Buy,
        WireWords.Sell => Domain.Side.Sell,
        "" or "None" => null,
        _ => throw new FormatException($"'{name}' is neither Buy nor Sell"),
    };

    public IEnumerable<JsonRow> Rows(string name)
    {
        if (Find(name) is not { ValueKind: not JsonValueKind.Null } list) yield break;
        if (list.ValueKind != JsonValueKind.Array) throw new FormatException($"'{name}' is not a list");
        foreach (var row in list.EnumerateArray()) yield return new JsonRow(row);
    }

    /// <summary>A list of plain texts; empty when absent.</summary>
    public IEnumerable<string> Texts(string name) => Find(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(v => TextOf(v, name)) : [];

    /// <summary>The texts of every list in this object.</summary>
    public IEnumerable<string> AllTexts()
    {
        if (element.ValueKind != JsonValueKind.Object) yield break;
        foreach (var pair in element.EnumerateObject())
        {
            if (pair.Value.ValueKind != JsonValueKind.Array) continue;
            foreach (var value in pair.Value.EnumerateArray()) yield return TextOf(value, pair.Name);
        }
    }

    public JsonRow Object(string name) => Find(name) is { ValueKind: JsonValueKind.Object } value ? new JsonRow(value) : default;

    /// <summary>Elements of a row that is itself an array, such as a kline.</summary>
    public IReadOnlyList<string> Cells() => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(c => TextOf(c, "cell"))]
        : throw new FormatException("a list of values expected");

    public IEnumerable<KeyValuePair<string, decimal>> Amounts(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Object } map) yield break;
        foreach (var pair in map.EnumerateObject()) yield return new(pair.Name, ParseDecimal(TextOf(pair.Value, pair.Name), pair.Name));
    }

    public static decimal ParseDecimal(string text, string name) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FormatException($"'{name}' is not a number that fits");

    private static string TextOf(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Null => "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new FormatException($"'{name}' is not a single value"),
    };
}
