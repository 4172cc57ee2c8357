using System.Text.RegularExpressions;
using Ats.Domain;

namespace Ats.MarketData.Import;

/// <summary>Instruments from file names and symbols: what a human reads from <c>bybit-linear_BTCUSDT_1m.csv.gz</c>.</summary>
internal static partial class InstrumentNaming
{
    private static readonly string[] Quotes = ["USDT", "USDC", "FDUSD", "TUSD", "BUSD", "USDE", "DAI", "USD", "EUR", "GBP", "JPY", "TRY", "BRL", "BTC", "ETH", "BNB"];

    /// <summary>exchange-kind_SYMBOL… or exchange-kind-SYMBOL…; null when the name is not of that form.</summary>
    public static InstrumentId? FromFileName(string fileName)
    {
        var match = Named().Match(Path.GetFileName(fileName));
        return match.Success && Kind(match.Groups["kind"].Value) is { } kind
            ? new InstrumentId(match.Groups["exchange"].Value.ToLowerInvariant(), kind, match.Groups["symbol"].Value.ToUpperInvariant())
            : null;
    }

    /// <summary>The leading symbol of an exchange's own file name: BTCUSDT-trades-2024-01-01.csv, BTCUSDT2024-01-01.csv.gz, BTCUSDT_2024-01.csv.</summary>
    public static string? LeadingSymbol(string fileName)
    {
        var match = Symbol().Match(Path.GetFileName(fileName));
        return match.Success ? match.Groups["symbol"].Value : null;
    }

    /// <summary>What is left when nothing tells the instrument: the file's name as a symbol on an unknown exchange.</summary>
    public static InstrumentId Unknown(string fileName)
    {
        var stem = Path.GetFileName(fileName).Split('.')[0];
        var symbol = new string([.. stem.ToUpperInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
        return new InstrumentId("unknown", ContractKind.Spot, symbol.Length == 0 ? "DATA" : symbol);
    }

    /// <summary>Kinds as exchanges and file names spell them; null when it is none.</summary>
    public static ContractKind? Kind(string text) => text.ToLowerInvariant() switch
    {
        "spot" => ContractKind.Spot,
        "linear" or "usdm" or "um" or "perp" or "swap" or "futures" => ContractKind.LinearPerpetual,
        "inverse" or "coinm" or "cm" => ContractKind.InversePerpetual,
        _ => null,
    };

    /// <summary>Base and quote of a symbol by its quote's known suffix; a symbol without one is quoted in USD.</summary>
    public static (Asset Base, Asset Quote) Assets(string symbol)
    {
        var plain = symbol.EndsWith("_PERP", StringComparison.Ordinal) ? symbol[..^5] : symbol;
        if (plain.Length > 4 && plain.EndsWith("PERP", StringComparison.Ordinal)) return (new Asset(plain[..^4]), new Asset("USDC"));
        plain = plain.Split('-')[0].Length > 5 ? plain.Split('-')[0] : plain.Replace("-", "", StringComparison.Ordinal);
        var quote = Array.Find(Quotes, q => plain.Length > q.Length && plain.EndsWith(q, StringComparison.Ordinal));
        return quote is null ? (new Asset(symbol), new Asset("USD")) : (new Asset(plain[..^quote.Length].TrimEnd('_', '/')), new Asset(quote));
    }

    [GeneratedRegex(@"^(?<exchange>[A-Za-z]+)-(?<kind>[A-Za-z]+)[_-](?<symbol>[A-Za-z0-9]{3,20}?(_PERP)?)(?=[_.-]|$)")]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?<symbol>[A-Z0-9]{2,17}?(USDT|USDC|USD|BTC|ETH|EUR|FDUSD|PERP)(_PERP)?)(?=[-_.]|[0-9]{4}-|$)")]
    private static partial Regex Symbol();
}
