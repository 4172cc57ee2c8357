using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>Data ATS knows and does not import, so that it is refused by name and not by accident.</summary>
internal sealed class RefusedFormat(string name, string what, Func<SourceText, bool> recognises) : IMarketDataFormat
{
    public static RefusedFormat BitstampOrders { get; } = new(
        "bitstamp-l3",
        "every single order of an order book (Bitstamp L3), which ATS does not import: use trades, quotes or a level (L2) book",
        source => CsvHeader.Read(source).StartsWith("id", "timestamp", "exchange.timestamp", "price", "volume", "action", "direction"));

    public static RefusedFormat BybitLegacy { get; } = new(
        "bybit-v2-ws",
        "websocket text of Bybit's old v2 interface, which ATS does not import: use V5 data or the public history",
        source => source.Head.Span.StartsWith("wss://stream.bybit.com/realtime"u8) || source.Head.Span.IndexOf("\"topic\":\"orderBookL2_25."u8) >= 0);

    public string Name => name;

    public string Description => "refused: " + what;

    public bool Recognises(SourceText source) => recognises(source);

    public void Read(SourceText source, ImportSession session) => throw session.Refuse(what);
}
