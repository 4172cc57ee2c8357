using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>Bars with a header that names time, open, high, low, close and volume in any order; times are opens.</summary>
internal sealed class BarsCsvFormat : IMarketDataFormat
{
    private static readonly string[] TimeNames = ["timestamp", "ts", "time", "open_time", "datetime", "date", "start", "start_time", "unix"];

    public string Name => "bars-csv";

    public string Description => "bars with a header: timestamp|ts|time|open_time|datetime|date, open, high, low, close, volume (any order, others ignored); open times, ISO or s/ms/us/ns";

    public bool Recognises(SourceText source)
    {
        var header = CsvHeader.Read(source);
        return header.Column(TimeNames) >= 0 && header.Column("open") >= 0 && header.Column("high") >= 0 && header.Column("low") >= 0 && header.Column("close") >= 0;
    }

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        if (!Recognises(source)) throw session.Refuse("its header does not name a time, open, high, low and close: map the columns with --format csv:…");
        var volume = header.Column("volume", "vol", "base_volume", "volume_base");
        var count = header.Column("count", "trades", "trade_count", "number_of_trades");
        List<CsvField> fields =
        [
            header.Time(header.Column(TimeNames), EventColumns.Exchange),
            new(header.Column("open"), EventColumns.A, CsvFieldType.Number, Price.Decimals),
            new(header.Column("high"), EventColumns.B, CsvFieldType.Number, Price.Decimals),
            new(header.Column("low"), EventColumns.C, CsvFieldType.Number, Price.Decimals),
            new(header.Column("close"), EventColumns.D, CsvFieldType.Number, Price.Decimals),
        ];
        if (volume >= 0) fields.Add(new(volume, EventColumns.E, CsvFieldType.Number, Quantity.Decimals));
        if (count >= 0) fields.Add(new(count, EventColumns.F, CsvFieldType.Number));
        var instrument = session.Identify(source, null);
        var layout = new CsvLayout(MarketEventKind.Bar, header.Columns, fields) { HeaderLines = 1, OpenTimes = true };
        CsvEventReader.Read(source, layout, session.Segment(instrument, MarketEventKind.Bar), session);
    }
}
