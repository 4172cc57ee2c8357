using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>Trades with a header that names time, price and quantity in any order; the side is inferred by the tick rule where it is missing.</summary>
internal sealed class TradesCsvFormat : IMarketDataFormat
{
    private static readonly string[] TimeNames = ["timestamp", "ts", "time", "datetime", "date", "trade_time"];
    private static readonly string[] QuantityNames = ["quantity", "qty", "size", "amount", "volume"];

    public string Name => "trades-csv";

    public string Description => "trades with a header: timestamp|ts|time, price, quantity|qty|size|amount|volume, side (inferred and flagged where missing), id (any order, others ignored)";

    public bool Recognises(SourceText source)
    {
        var header = CsvHeader.Read(source);
        return header.Column(TimeNames) >= 0 && header.Column("price") >= 0 && header.Column(QuantityNames) >= 0;
    }

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        if (!Recognises(source)) throw session.Refuse("its header does not name a time, price and quantity: map the columns with --format csv:…");
        var side = header.Column("side", "taker_side", "aggressor");
        var maker = header.Column("is_buyer_maker", "isbuyermaker", "buyer_is_maker");
        var id = header.Column("id", "trade_id", "tradeid");
        List<CsvField> fields =
        [
            header.Time(header.Column(TimeNames), EventColumns.Exchange),
            new(header.Column("price"), EventColumns.A, CsvFieldType.Number, Price.Decimals),
            new(header.Column(QuantityNames), EventColumns.B, CsvFieldType.Number, Quantity.Decimals),
        ];
        if (side >= 0) fields.Add(new(side, EventColumns.Flags, CsvFieldType.Side));
        else if (maker >= 0) fields.Add(new(maker, EventColumns.Flags, CsvFieldType.BuyerIsMaker));
        else session.Notes.Add("the data does not tell the taker's side: inferred by the tick rule and flagged");
        if (id >= 0) fields.Add(new(id, EventColumns.C, CsvFieldType.Id));
        var instrument = session.Identify(source, null);
        var layout = new CsvLayout(MarketEventKind.Trade, header.Columns, fields) { HeaderLines = 1, InferSide = side < 0 && maker < 0 };
        CsvEventReader.Read(source, layout, session.Segment(instrument, MarketEventKind.Trade), session);
    }
}
