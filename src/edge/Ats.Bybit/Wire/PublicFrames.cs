using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>
/// The hot public topics, from the bytes of a frame to market events in the caller's buffer: 0 bytes allocated, and never an exception.
/// Frames in the exchange's usual layout take a vectorised path; anything else a tolerant reader, with the same result.
/// <para>
/// Meaning of the events is that of imported history. Exchange time: T of a trade, cts (else ts) of a book. More decimals than are held are rounded half away
/// from zero. A malformed frame yields no events at all.
/// </para>
/// </summary>
public static class PublicFrames
{
    /// <summary>The most trades one frame may hold; an event buffer of this size always suffices for trades.</summary>
    public const int MaxTradesPerFrame = 1024;

    /// <summary>Decodes a publicTrade frame.</summary>
    public static FrameResult DecodeTrades(ReadOnlySpan<byte> frame, SymbolTable symbols, Timestamp received, Span<MarketEvent> events) =>
        FastTrades.TryDecode(frame, symbols, received, events, out var count)
            ? FrameResult.Ok(count)
            : TolerantTrades.Decode(frame, symbols, received, events);

    /// <summary>Decodes an orderbook.N frame, snapshot or delta. A frame without levels is Ok with no events: its update id still counts.</summary>
    public static FrameResult DecodeBook(ReadOnlySpan<byte> frame, SymbolTable symbols, Timestamp received, Span<MarketEvent> events, out BookFrame book) =>
        FastBook.TryDecode(frame, symbols, received, events, out var count, out book)
            ? FrameResult.Ok(count)
            : TolerantBook.Decode(frame, symbols, received, events, out book);
}
