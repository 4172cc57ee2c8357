using System.Globalization;
using System.Text.RegularExpressions;
using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>
/// QuantConnect LEAN crypto zips, second and minute: ms since midnight UTC of the day in the inner file's name. Trade bars become
/// bars; quote bars become one quote each at the bar's close (its closing bid and ask).
/// </summary>
internal sealed partial class LeanFormat : IMarketDataFormat
{
    public string Name => "lean";

    public string Description => "QuantConnect LEAN crypto zip, second or minute, trade or quote (inner name 20221213_btcusdt_minute_trade[_perp].csv)";

    public bool Recognises(SourceText source) => source.Entry is { } entry && EntryName().IsMatch(Path.GetFileName(entry));

    public void Read(SourceText source, ImportSession session)
    {
        var match = EntryName().Match(Path.GetFileName(source.Entry ?? source.FileName));
        if (!match.Success || !DateTimeOffset.TryParseExact(match.Groups["date"].ValueSpan, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var midnight))
            throw session.Refuse("the inner name is not of the form 20221213_btcusdt_minute_trade.csv");
        var milliseconds = match.Groups["resolution"].Value == "second" ? 1000 : 60_000;
        var instrument = session.Identify(source, Instrument(source.Path, match.Groups["symbol"].Value.ToUpperInvariant(), match.Groups["perp"].Success));
        var offset = Timestamp.FromDateTime(midnight).Nanoseconds + (milliseconds * Timestamp.NanosecondsPerMillisecond);
        var header = CsvHeader.Read(source);
        var isTrade = match.Groups["type"].Value == "trade";
        if (header.Columns != (isTrade ? 6 : 11)) throw session.Refuse($"{header.Columns} columns where LEAN {(isTrade ? "trade bars have 6" : "quote bars have 11")}");
        var layout = isTrade ? TradeLayout(offset, milliseconds) : QuoteLayout(offset);
        if (!isTrade) session.Notes.Add("quote bars: one quote at the close of each, its closing bid and ask");
        CsvEventReader.Read(source, layout, session.Segment(instrument, layout.Kind, isTrade ? milliseconds : 0), session);
    }

    private static CsvLayout TradeLayout(long offset, int milliseconds) => new(
        MarketEventKind.Bar,
        6,
        [
            new(0, EventColumns.Exchange, CsvFieldType.Number, 6),
            new(1, EventColumns.A, CsvFieldType.Number, Price.Decimals),
            new(2, EventColumns.B, CsvFieldType.Number, Price.Decimals),
            new(3, EventColumns.C, CsvFieldType.Number, Price.Decimals),
            new(4, EventColumns.D, CsvFieldType.Number, Price.Decimals),
            new(5, EventColumns.E, CsvFieldType.Number, Quantity.Decimals),
        ])
    { TimeOffset = offset, IntervalMilliseconds = milliseconds };

    private static CsvLayout QuoteLayout(long offset) => new(
        MarketEventKind.Quote,
        11,
        [
            new(0, EventColumns.Exchange, CsvFieldType.Number, 6),
            new(4, EventColumns.A, CsvFieldType.Number, Price.Decimals),
            new(5, EventColumns.B, CsvFieldType.Number, Quantity.Decimals),
            new(9, EventColumns.C, CsvFieldType.Number, Price.Decimals),
            new(10, EventColumns.D, CsvFieldType.Number, Quantity.Decimals),
        ])
    { TimeOffset = offset };

    /// <summary>The exchange follows crypto or cryptofuture in the path (LEAN's own folders) or stands first in the file name.</summary>
    private static InstrumentId Instrument(string path, string symbol, bool perpetual)
    {
        var parts = path.Split('/', '\\', '_');
        var market = Array.FindLastIndex(parts, p => p is "crypto" or "cryptofuture");
        var first = Path.GetFileName(path).Split('_')[0];
        var exchange = market >= 0 && market + 1 < parts.Length ? parts[market + 1] : first.All(char.IsAsciiLetter) ? first : "lean";
        var kind = !perpetual ? ContractKind.Spot : symbol.EndsWith("USD", StringComparison.Ordinal) ? ContractKind.InversePerpetual : ContractKind.LinearPerpetual;
        return new InstrumentId(exchange.ToLowerInvariant(), kind, symbol);
    }

    [GeneratedRegex(@"^(?<date>\d{8})_(?<symbol>[a-z0-9]+)_(?<resolution>second|minute)_(?<type>trade|quote)(?<perp>_perp)?\.csv$")]
    private static partial Regex EntryName();
}
