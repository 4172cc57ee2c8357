using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>Binance public data, klines: twelve columns, open times. With a header it is a futures file, without one taken as spot (old futures files have none either: say --instrument).</summary>
internal sealed class BinanceKlinesFormat : IMarketDataFormat
{
    public string Name => "binance-klines";

    public string Description => "Binance public data, klines (open_time,open,high,low,close,volume,close_time,quote_volume,count,…; with or without header, ms or us)";

    public bool Recognises(SourceText source)
    {
        var header = CsvHeader.Read(source);
        if (header.Names.Count > 0) return header.StartsWith("open_time", "open", "high", "low", "close", "volume", "close_time");
        return header.Columns == 12 && BinanceCsv.AreNumbers(header, 0, 12) && BinanceCsv.IsTime(header.FirstRow[0]) && BinanceCsv.IsTime(header.FirstRow[6]);
    }

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        if (header.Columns != 12) throw session.Refuse($"{header.Columns} columns where Binance klines have twelve");
        var instrument = BinanceCsv.Identify(source, session, header.Names.Count > 0 ? ContractKind.LinearPerpetual : ContractKind.Spot);
        var layout = new CsvLayout(
            MarketEventKind.Bar,
            header.Columns,
            [
                header.Time(0, EventColumns.Exchange),
                new(1, EventColumns.A, CsvFieldType.Number, Price.Decimals),
                new(2, EventColumns.B, CsvFieldType.Number, Price.Decimals),
                new(3, EventColumns.C, CsvFieldType.Number, Price.Decimals),
                new(4, EventColumns.D, CsvFieldType.Number, Price.Decimals),
                new(5, EventColumns.E, CsvFieldType.Number, Quantity.Decimals),
                new(8, EventColumns.F, CsvFieldType.Number),
            ])
        { HeaderLines = header.Lines, OpenTimes = true };
        CsvEventReader.Read(source, layout, session.Segment(instrument, MarketEventKind.Bar), session);
    }
}
