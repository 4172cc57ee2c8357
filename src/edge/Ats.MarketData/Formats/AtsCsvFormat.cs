using System.Globalization;
using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>What <see cref="MarketDataExporter"/> writes as CSV: any kind of event, with every column and flag, so that it comes back as it was.</summary>
internal sealed class AtsCsvFormat : IMarketDataFormat
{
    public string Name => "ats-csv";

    public string Description => "what ats data export --csv writes (exchange_time_ns,receive_time_ns,…,instrument)";

    public bool Recognises(SourceText source) => CsvHeader.Read(source) is var header && header.StartsWith("exchange_time_ns", "receive_time_ns") && KindOf(header) is not null;

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        var kind = KindOf(header) ?? throw session.Refuse("its header is not that of an export of ATS: map the columns with --format csv:…");
        List<CsvField> fields =
        [
            new(Required("exchange_time_ns"), EventColumns.Exchange, CsvFieldType.Number),
            new(Required("receive_time_ns"), EventColumns.Receive, CsvFieldType.Number),
        ];
        var payload = 0;
        foreach (var (name, type, decimals) in Columns(kind))
        {
            var target = type is CsvFieldType.Side or CsvFieldType.FlagBit ? EventColumns.Flags : EventColumns.A + payload++;
            fields.Add(new(Required(name), target, type, decimals));
        }

        var instrument = header.Column("instrument");
        if (instrument >= 0) fields.Add(new(instrument, -1, CsvFieldType.Symbol));
        var told = instrument >= 0 && InstrumentId.TryParse(header.FirstRow[instrument], out var id) ? id : (InstrumentId?)null;
        var interval = header.Column("interval_ms") is >= 0 and var at && int.TryParse(header.FirstRow[at], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds : 0;
        var layout = new CsvLayout(kind, header.Columns, fields) { HeaderLines = 1, FlagsTold = true };
        CsvEventReader.Read(source, layout, session.Segment(session.Identify(source, told), kind, interval), session);

        int Required(string name) => header.Column(name) is >= 0 and var column ? column : throw session.Refuse($"its header does not name {name}: export it again");
    }

    private static MarketEventKind? KindOf(CsvHeader header) =>
        header.Column("open") >= 0 ? MarketEventKind.Bar
        : header.Column("update_id") >= 0 ? MarketEventKind.BookLevel
        : header.Column("bid") >= 0 ? MarketEventKind.Quote
        : header.Column("price") >= 0 ? MarketEventKind.Trade
        : header.Column("mark") >= 0 ? MarketEventKind.Mark
        : header.Column("rate") >= 0 ? MarketEventKind.Funding
        : null;

    /// <summary>The kind's own columns; those that are no flags fill A to F in this order.</summary>
    private static (string Name, CsvFieldType Type, int Decimals)[] Columns(MarketEventKind kind) => kind switch
    {
        MarketEventKind.Bar => [OfPrice("open"), OfPrice("high"), OfPrice("low"), OfPrice("close"), OfQuantity("volume"), Whole("trades")],
        MarketEventKind.Trade => [OfPrice("price"), OfQuantity("quantity"), Side(), Whole("id"), Flag("side_inferred", MarketEventFlags.InferredSide)],
        MarketEventKind.Quote => [OfPrice("bid"), OfQuantity("bid_quantity"), OfPrice("ask"), OfQuantity("ask_quantity"), Flag("aggregated_size", MarketEventFlags.AggregatedSize)],
        MarketEventKind.BookLevel =>
        [
            Side(), OfPrice("price"), OfQuantity("quantity"), Whole("update_id"),
            Flag("clear", MarketEventFlags.Clear), Flag("last", MarketEventFlags.Last), Flag("snapshot", MarketEventFlags.Snapshot),
        ],
        MarketEventKind.Mark => [OfPrice("mark"), OfPrice("index")],
        _ => [OfPrice("rate")],
    };

    private static (string Name, CsvFieldType Type, int Decimals) OfPrice(string name) => (name, CsvFieldType.Number, Price.Decimals);

    private static (string Name, CsvFieldType Type, int Decimals) OfQuantity(string name) => (name, CsvFieldType.Number, Quantity.Decimals);

    private static (string Name, CsvFieldType Type, int Decimals) Whole(string name) => (name, CsvFieldType.Number, 0);

    private static (string Name, CsvFieldType Type, int Decimals) Side() => ("side", CsvFieldType.Side, 0);

    private static (string Name, CsvFieldType Type, int Decimals) Flag(string name, MarketEventFlags flag) => (name, CsvFieldType.FlagBit, (int)flag);
}
