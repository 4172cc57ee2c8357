using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>Bitfinex candles without a header: time, open, CLOSE, HIGH, LOW, volume. See <see cref="HeaderlessBars"/> for how it is told from the usual order.</summary>
internal sealed class BitfinexKlineFormat : IMarketDataFormat
{
    public string Name => "bitfinex-kline";

    public string Description => "Bitfinex bars without a header: time,open,close,high,low,volume (recognised when the first rows allow no other order)";

    public bool Recognises(SourceText source) => HeaderlessBars.Fits(source, high: 3, low: 4, close: 2, otherHigh: 2, otherLow: 3, otherClose: 4);

    public void Read(SourceText source, ImportSession session) => HeaderlessBars.Read(source, session, high: 3, low: 4, close: 2);
}
