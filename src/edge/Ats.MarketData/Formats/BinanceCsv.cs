using Ats.Domain;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>What the three kinds of Binance's public CSV files share: with and without header, times in ms or us, the symbol in the file name.</summary>
internal static class BinanceCsv
{
    /// <summary>The file's name as ours, else Binance's own (BTCUSDT-trades-2024-01-01.csv).</summary>
    public static InstrumentId Identify(SourceText source, ImportSession session, ContractKind kind)
    {
        if (InstrumentNaming.FromFileName(source.FileName) is { } ours) return session.Identify(source, ours);
        var symbol = InstrumentNaming.LeadingSymbol(source.Entry ?? source.FileName) ?? InstrumentNaming.LeadingSymbol(source.FileName);
        if (symbol is null) return session.Identify(source, null);
        if (kind != ContractKind.Spot && symbol.EndsWith("_PERP", StringComparison.Ordinal)) kind = ContractKind.InversePerpetual;
        return session.Identify(source, new InstrumentId("binance", kind, symbol));
    }

    public static bool IsFlag(string? text) => text is "true" or "false" or "True" or "False" or "TRUE" or "FALSE";

    public static bool IsTime(string? text) => text is { Length: 13 or 16 } && text.All(char.IsAsciiDigit);

    public static bool AreNumbers(CsvHeader header, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            if (!CsvHeader.IsNumber(header.FirstRow[i])) return false;
        }

        return true;
    }
}
