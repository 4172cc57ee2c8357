using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>tardis.dev trades and quotes: exchange and local time in us.</summary>
internal sealed class TardisFormat : IMarketDataFormat
{
    public string Name => "tardis";

    public string Description => "tardis.dev trades (…,id,side,price,amount) or quotes (…,ask_amount,ask_price,bid_price,bid_amount) after exchange,symbol,timestamp,local_timestamp; us";

    public bool Recognises(SourceText source) => CsvHeader.Read(source) is var header
        && header.StartsWith("exchange", "symbol", "timestamp", "local_timestamp") && (IsTrades(header) || IsQuotes(header));

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        if (!Recognises(source)) throw session.Refuse("its header is neither tardis trades nor tardis quotes");
        List<CsvField> fields =
        [
            new(1, -1, CsvFieldType.Symbol),
            header.Time(2, EventColumns.Exchange),
            header.Time(3, EventColumns.Receive),
        ];
        var kind = IsTrades(header) ? MarketEventKind.Trade : MarketEventKind.Quote;
        if (kind == MarketEventKind.Trade)
        {
            fields.Add(new(header.Column("id"), EventColumns.C, CsvFieldType.Id));
            fields.Add(new(header.Column("side"), EventColumns.Flags, CsvFieldType.Side));
            fields.Add(new(header.Column("price"), EventColumns.A, CsvFieldType.Number, Price.Decimals));
            fields.Add(new(header.Column("amount"), EventColumns.B, CsvFieldType.Number, Quantity.Decimals));
        }
        else
        {
            fields.Add(new(header.Column("bid_price"), EventColumns.A, CsvFieldType.Number, Price.Decimals));
            fields.Add(new(header.Column("bid_amount"), EventColumns.B, CsvFieldType.Number, Quantity.Decimals));
            fields.Add(new(header.Column("ask_price"), EventColumns.C, CsvFieldType.Number, Price.Decimals));
            fields.Add(new(header.Column("ask_amount"), EventColumns.D, CsvFieldType.Number, Quantity.Decimals));
        }

        var instrument = session.Identify(source, Instrument(header.FirstRow[0] ?? "", header.FirstRow[1] ?? ""));
        CsvEventReader.Read(source, new CsvLayout(kind, header.Columns, fields) { HeaderLines = 1 }, session.Segment(instrument, kind), session);
    }

    private static bool IsTrades(CsvHeader header) => header.Column("side") >= 0 && header.Column("price") >= 0 && header.Column("amount") >= 0 && header.Column("id") >= 0;

    private static bool IsQuotes(CsvHeader header) => header.Column("ask_price") >= 0 && header.Column("bid_price") >= 0 && header.Column("ask_amount") >= 0 && header.Column("bid_amount") >= 0;

    /// <summary>tardis names: binance, binance-futures, binance-delivery, bybit, bybit-spot, …</summary>
    private static InstrumentId Instrument(string exchange, string symbol)
    {
        var parts = exchange.Split('-', 2);
        var derivatives = parts is [_, "futures" or "perps" or "swap"] or ["bybit" or "deribit" or "bitmex"];
        var kind = parts is [_, "delivery"] || (derivatives && symbol.EndsWith("USD", StringComparison.OrdinalIgnoreCase)) ? ContractKind.InversePerpetual
            : derivatives ? ContractKind.LinearPerpetual
            : ContractKind.Spot;
        return new InstrumentId(parts[0].ToLowerInvariant(), kind, symbol.ToUpperInvariant());
    }
}
