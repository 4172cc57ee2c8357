using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>Bybit's public trade history for spot; the symbol is in the file name only (BTCUSDT_2024-01-01.csv.gz).</summary>
internal sealed class BybitSpotTradesFormat : IMarketDataFormat
{
    public string Name => "bybit-spot-trades";

    public string Description => "Bybit public trade history, spot (id,timestamp,price,volume,side; ms)";

    public bool Recognises(SourceText source) => CsvHeader.Read(source).StartsWith("id", "timestamp", "price", "volume", "side");

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        if (!Recognises(source)) throw session.Refuse("its header is not id,timestamp,price,volume,side");
        var named = InstrumentNaming.FromFileName(source.FileName) is null ? InstrumentNaming.LeadingSymbol(source.FileName) : null;
        var instrument = session.Identify(source, named is null ? null : new InstrumentId("bybit", ContractKind.Spot, named));
        var layout = new CsvLayout(
            MarketEventKind.Trade,
            header.Columns,
            [
                new(0, EventColumns.C, CsvFieldType.Id),
                header.Time(1, EventColumns.Exchange),
                new(2, EventColumns.A, CsvFieldType.Number, Price.Decimals),
                new(3, EventColumns.B, CsvFieldType.Number, Quantity.Decimals),
                new(4, EventColumns.Flags, CsvFieldType.Side),
            ])
        { HeaderLines = 1 };
        CsvEventReader.Read(source, layout, session.Segment(instrument, MarketEventKind.Trade), session);
    }
}
