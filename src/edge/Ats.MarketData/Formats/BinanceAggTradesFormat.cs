using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>Binance public data, aggTrades: fills of one taker order at one price as one trade. Eight columns = spot, seven = futures.</summary>
internal sealed class BinanceAggTradesFormat : IMarketDataFormat
{
    public string Name => "binance-aggtrades";

    public string Description => "Binance public data, aggTrades (id,price,quantity,first_id,last_id,time,is_buyer_maker[,best]; with or without header, ms or us)";

    public bool Recognises(SourceText source)
    {
        var header = CsvHeader.Read(source);
        if (header.Names.Count > 0) return header.StartsWith("agg_trade_id", "price", "quantity", "first_trade_id", "last_trade_id");
        return header.Columns is 7 or 8 && BinanceCsv.AreNumbers(header, 0, 5) && BinanceCsv.IsTime(header.FirstRow[5]) && BinanceCsv.IsFlag(header.FirstRow[6]);
    }

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        if (header.Columns is not (7 or 8)) throw session.Refuse($"{header.Columns} columns where Binance aggTrades have seven (futures) or eight (spot)");
        var instrument = BinanceCsv.Identify(source, session, header.Columns == 8 ? ContractKind.Spot : ContractKind.LinearPerpetual);
        var layout = new CsvLayout(
            MarketEventKind.Trade,
            header.Columns,
            [
                new(0, EventColumns.C, CsvFieldType.Id),
                new(1, EventColumns.A, CsvFieldType.Number, Price.Decimals),
                new(2, EventColumns.B, CsvFieldType.Number, Quantity.Decimals),
                header.Time(5, EventColumns.Exchange),
                new(6, EventColumns.Flags, CsvFieldType.BuyerIsMaker),
            ])
        { HeaderLines = header.Lines };
        CsvEventReader.Read(source, layout, session.Segment(instrument, MarketEventKind.Trade), session);
    }
}
