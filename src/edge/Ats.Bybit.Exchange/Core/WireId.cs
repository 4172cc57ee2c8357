using System.Globalization;

namespace Ats.Bybit.Exchange.Core;

/// <summary>Ids as Bybit writes them: UUIDs for linear, long digit strings for spot. Both carry a counter, so a text finds its order without a table.</summary>
internal static class WireId
{
    private const long SpotBase = 1_900_000_000_000_000_000;

    public static string Order(bool linear, long n) => linear ? Uuid(n, 0x0DDE) : (SpotBase + n).ToString(CultureInfo.InvariantCulture);

    public static string Execution(bool linear, long n) => linear ? Uuid(n, 0xE8EC) : "21" + n.ToString("D17", CultureInfo.InvariantCulture);

    /// <summary>The counter in an order id; false for anything this exchange did not make.</summary>
    public static bool TryParseOrder(ReadOnlySpan<char> text, out long n)
    {
        n = 0;
        if (text.Length == 19 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var spot)) return (n = spot - SpotBase) > 0;
        return text.Length == 36 && long.TryParse(text[24..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out n) && text.SequenceEqual(Uuid(n, 0x0DDE));
    }

    private static string Uuid(long n, ulong salt)
    {
        var x = unchecked(((ulong)n + salt) * 0x9E3779B97F4A7C15UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        x ^= x >> 27;
        return string.Create(CultureInfo.InvariantCulture, $"{x >> 32:x8}-{(x >> 16) & 0xffff:x4}-4{(x >> 4) & 0xfff:x3}-a{(x ^ (x >> 52)) & 0xfff:x3}-{n & 0xffffffffffff:x12}");
    }
}
