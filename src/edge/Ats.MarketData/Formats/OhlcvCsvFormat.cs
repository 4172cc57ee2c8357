using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>Bars without a header in the usual order: time, open, high, low, close, volume[, turnover].</summary>
internal sealed class OhlcvCsvFormat : IMarketDataFormat
{
    public string Name => "ohlcv-csv";

    public string Description => "bars without a header: time,open,high,low,close,volume[,turnover] (recognised when the first rows allow no other order)";

    public bool Recognises(SourceText source) => HeaderlessBars.Fits(source, high: 2, low: 3, close: 4, otherHigh: 3, otherLow: 4, otherClose: 2);

    public void Read(SourceText source, ImportSession session) => HeaderlessBars.Read(source, session, high: 2, low: 3, close: 4);
}
