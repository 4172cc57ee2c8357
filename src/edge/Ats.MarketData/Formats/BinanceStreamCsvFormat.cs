using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>Binance's raw trade and depth streams written out as CSV with receive times, one row a trade or a changed level. Clocks in ms or us.</summary>
internal sealed class BinanceStreamCsvFormat : IMarketDataFormat
{
    public string Name => "binance-stream-csv";

    public string Description => "Binance trade or depth stream as CSV (TimestampOfReceive,Stream,EventType,EventTime,TransactionTime,Symbol,…; ms or us)";

    public bool Recognises(SourceText source) => CsvHeader.Read(source).StartsWith("timestampofreceive", "stream", "eventtype", "eventtime");

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        var isBook = header.Column("isask") >= 0;
        var symbol = Required("symbol");
        var time = header.Column("transactiontime") is >= 0 and var transaction ? transaction : Required("eventtime");
        List<CsvField> fields =
        [
            header.Time(Required("timestampofreceive"), EventColumns.Receive),
            header.Time(time, EventColumns.Exchange),
            new(symbol, -1, CsvFieldType.Symbol),
            new(Required("price"), EventColumns.A, CsvFieldType.Number, Price.Decimals),
            new(Required("quantity"), EventColumns.B, CsvFieldType.Number, Quantity.Decimals),
            isBook ? new(header.Column("isask"), EventColumns.Flags, CsvFieldType.IsAsk) : new(Required("isbuyermarketmaker"), EventColumns.Flags, CsvFieldType.BuyerIsMaker),
            new(Required(isBook ? "finalupdateid" : "tradeid"), EventColumns.C, CsvFieldType.Number),
        ];
        if (isBook && header.Column("finalupdateidinlaststream") is >= 0 and var previous) fields.Add(new(previous, BookMessages.PreviousUpdateId, CsvFieldType.Number));
        var kind = isBook ? MarketEventKind.BookLevel : MarketEventKind.Trade;
        var instrument = session.Identify(source, Instrument(source, header.FirstRow[symbol] ?? "", isBook));
        var layout = new CsvLayout(kind, header.Columns, fields) { HeaderLines = 1, SkipEmptyTrades = !isBook };
        if (isBook) session.Notes.Add("book changes without a snapshot: the book is only what has changed since the start");
        CsvEventReader.Read(source, layout, session.Segment(instrument, kind), session);

        int Required(string name) => header.Column(name) is >= 0 and var column ? column : throw session.Refuse($"its header does not name {name}");
    }

    private static InstrumentId Instrument(SourceText source, string symbol, bool isBook)
    {
        var named = InstrumentNaming.FromFileName(source.FileName);
        var kind = named?.Kind ?? (symbol.Contains("_PERP", StringComparison.Ordinal) ? ContractKind.InversePerpetual : isBook ? ContractKind.LinearPerpetual : ContractKind.Spot);
        return new InstrumentId(named?.Exchange ?? "binance", kind, symbol.ToUpperInvariant());
    }
}
