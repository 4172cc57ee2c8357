using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>Best bid and ask polled every few seconds, with volumes summed over many levels: flagged <see cref="MarketEventFlags.AggregatedSize"/>, so nothing fills against them.</summary>
internal sealed class BestQuotePollFormat : IMarketDataFormat
{
    public string Name => "best-quote-poll";

    public string Description => "polled best bid and ask (best_bid,best_ask,…,bid_volume,ask_volume,…,timestamp); sizes are sums over many levels";

    public bool Recognises(SourceText source)
    {
        var header = CsvHeader.Read(source);
        return header.Column("best_bid") >= 0 && header.Column("best_ask") >= 0 && header.Column("bid_volume") >= 0 && header.Column("ask_volume") >= 0 && header.Column("timestamp") >= 0;
    }

    public void Read(SourceText source, ImportSession session)
    {
        var header = CsvHeader.Read(source);
        if (!Recognises(source)) throw session.Refuse("its header does not name best_bid, best_ask, bid_volume, ask_volume and timestamp");
        var layout = new CsvLayout(
            MarketEventKind.Quote,
            header.Columns,
            [
                header.Time(header.Column("timestamp"), EventColumns.Exchange),
                new(header.Column("best_bid"), EventColumns.A, CsvFieldType.Number, Price.Decimals),
                new(header.Column("bid_volume"), EventColumns.B, CsvFieldType.Number, Quantity.Decimals),
                new(header.Column("best_ask"), EventColumns.C, CsvFieldType.Number, Price.Decimals),
                new(header.Column("ask_volume"), EventColumns.D, CsvFieldType.Number, Quantity.Decimals),
            ])
        { HeaderLines = 1, Flags = MarketEventFlags.AggregatedSize };
        session.Notes.Add("polled quotes: their age is unknown, sizes are sums over many levels");
        CsvEventReader.Read(source, layout, session.Segment(session.Identify(source, null), MarketEventKind.Quote), session);
    }
}
