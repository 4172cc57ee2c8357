namespace Ats.Bybit.Exchange.Rest;

/// <summary>Decoded parameters of a query string; a repeated name keeps its last value.</summary>
internal static class QueryText
{
    public static Dictionary<string, string> Parse(string raw)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? part : part[..at];
            values[Decode(name)] = at < 0 ? "" : Decode(part[(at + 1)..]);
        }

        return values;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
