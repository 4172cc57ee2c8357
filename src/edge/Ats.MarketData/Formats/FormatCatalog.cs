using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>All formats, in the order they are asked.</summary>
public static class FormatCatalog
{
    internal static IReadOnlyList<IMarketDataFormat> All { get; } =
    [
        RefusedFormat.BitstampOrders,
        RefusedFormat.BybitLegacy,
        new AtsCsvFormat(),
        new BybitTradesFormat(),
        new BybitSpotTradesFormat(),
        new BybitOrderBookFormat(),
        new BybitKlineJsonFormat(),
        new BinanceTradesFormat(),
        new BinanceAggTradesFormat(),
        new BinanceKlinesFormat(),
        new BinanceStreamCsvFormat(),
        new BinanceDumpFormat(),
        new TardisFormat(),
        new LeanFormat(),
        new FreqtradeTradesFormat(),
        new BestQuotePollFormat(),
        new BarsCsvFormat(),
        new TradesCsvFormat(),
        new BitfinexKlineFormat(),
        new OhlcvCsvFormat(),
    ];

    /// <summary>Every format's name and what it reads.</summary>
    public static IReadOnlyList<FormatInfo> Describe() => [.. All.Append(new MappedCsvFormat("")).Select(f => new FormatInfo(f.Name, f.Description))];

    /// <exception cref="MarketDataException">No format of that name, or none recognises the text.</exception>
    internal static IMarketDataFormat Find(string? name, SourceText source)
    {
        if (name is not null)
        {
            if (name.StartsWith(MappedCsvFormat.Prefix, StringComparison.OrdinalIgnoreCase)) return new MappedCsvFormat(name[MappedCsvFormat.Prefix.Length..]);
            return All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new MarketDataException(source.FileName, $"there is no format '{name}': ats data formats lists them");
        }

        return All.FirstOrDefault(f => f.Recognises(source))
            ?? throw new MarketDataException(source.FileName, $"not recognised as any format ({Beginning(source)}): say --format, or map the columns with --format csv:time=0,price=1,quantity=2");
    }

    private static string Beginning(SourceText source)
    {
        if (source.Head.Span[..Math.Min(512, source.Head.Length)].ContainsAnyInRange((byte)0, (byte)8)) return "binary data";
        var line = source.HeadLines(1)[0];
        return $"it begins '{(line.Length > 60 ? line[..60] + "…" : line)}'";
    }
}
