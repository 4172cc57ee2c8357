using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>Bybit's public trade history for derivatives: times in seconds with a fraction, the taker's side, UUIDs for ids (kept as hashes).</summary>
internal sealed class BybitTradesFormat : IMarketDataFormat
{
    public string Name => "bybit-trades";

    public string Description => "Bybit public trade history, derivatives (timestamp,symbol,side,size,price,tickDirection,trdMatchID,…)";

    public bool Recognises(SourceText source) => CsvHeader.Read(source).StartsWith("timestamp", "symbol", "side", "size", "price");

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        if (!Recognises(source)) throw session.Refuse("its header is not timestamp,symbol,side,size,price,…");
        var symbol = header.FirstRow[1] ?? "";
        var kind = symbol.EndsWith("USD", StringComparison.Ordinal) ? ContractKind.InversePerpetual : ContractKind.LinearPerpetual;
        var instrument = session.Identify(source, symbol.Length > 0 ? new InstrumentId("bybit", kind, symbol) : null);
        List<CsvField> fields =
        [
            header.Time(0, EventColumns.Exchange),
            new(1, -1, CsvFieldType.Symbol),
            new(2, EventColumns.Flags, CsvFieldType.Side),
            new(3, EventColumns.B, CsvFieldType.Number, Quantity.Decimals),
            new(4, EventColumns.A, CsvFieldType.Number, Price.Decimals),
        ];
        if (header.Column("trdmatchid") is >= 0 and var id) fields.Add(new(id, EventColumns.C, CsvFieldType.Id));
        var layout = new CsvLayout(MarketEventKind.Trade, header.Columns, fields) { HeaderLines = 1 };
        CsvEventReader.Read(source, layout, session.Segment(instrument, MarketEventKind.Trade), session);
    }
}
