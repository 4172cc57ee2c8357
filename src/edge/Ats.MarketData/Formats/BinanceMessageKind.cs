namespace Ats.MarketData.Formats;

/// <summary>What a recorded line says.</summary>
internal enum BinanceMessageKind
{
    /// <summary>A stream ATS does not use, a reply to a subscription.</summary>
    Other,
    Depth,
    Snapshot,
    BookTicker,
    Trade,
    MarkPrice,
}
