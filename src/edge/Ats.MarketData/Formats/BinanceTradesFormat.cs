using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>Binance public data, trades: id, price, qty, quote qty, time, is buyer maker[, is best match]. Seven columns = spot, six = futures.</summary>
internal sealed class BinanceTradesFormat : IMarketDataFormat
{
    public string Name => "binance-trades";

    public string Description => "Binance public data, trades (id,price,qty,quote_qty,time,is_buyer_maker[,is_best_match]; with or without header, ms or us)";

    public bool Recognises(SourceText source)
    {
        var header = CsvHeader.Read(source);
        if (header.Names.Count > 0) return header.StartsWith("id", "price", "qty", "quote_qty", "time", "is_buyer_maker") || header.StartsWith("id", "price", "qty", "quoteqty", "time", "isbuyermaker");
        return header.Columns is 6 or 7 && BinanceCsv.AreNumbers(header, 0, 4) && BinanceCsv.IsTime(header.FirstRow[4]) && BinanceCsv.IsFlag(header.FirstRow[5]);
    }

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        if (header.Columns is not (6 or 7)) throw session.Refuse($"{header.Columns} columns where Binance trades have six (futures) or seven (spot)");
        var instrument = BinanceCsv.Identify(source, session, header.Columns == 7 ? ContractKind.Spot : ContractKind.LinearPerpetual);
        var layout = new CsvLayout(
            MarketEventKind.Trade,
            header.Columns,
            [
                new(0, EventColumns.C, CsvFieldType.Id),
                new(1, EventColumns.A, CsvFieldType.Number, Price.Decimals),
                new(2, EventColumns.B, CsvFieldType.Number, Quantity.Decimals),
                header.Time(4, EventColumns.Exchange),
                new(5, EventColumns.Flags, CsvFieldType.BuyerIsMaker),
            ])
        { HeaderLines = header.Lines };
        CsvEventReader.Read(source, layout, session.Segment(instrument, MarketEventKind.Trade), session);
    }
}
