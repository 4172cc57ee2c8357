using Ats.Bybit;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Server.Live;

namespace Ats.Server.Trading;

/// <summary>Public streams into the engine's queue, settlements of funding only where they are asked for. A void book is emptied there too, so nothing is decided on a broken one.</summary>
internal sealed class MarketFeed(EngineLoop loop, StreamBoard board, TimeProvider time, FundingWatch[]? funding = null) : IPublicSink
{
    /// <summary>The public streams of instruments, a connection for each category.</summary>
    public static IReadOnlyList<PublicStream> Streams(BybitEnvironment environment, IReadOnlyList<Instrument> instruments, IPublicSink sink, StreamSettings settings, TimeProvider time) =>
    [
        .. instruments
            .Select((instrument, i) => (instrument.Kind, Subscription: new PublicSubscription(instrument.Id.Symbol, (short)i) { BookDepth = 50, Trades = true, Ticker = instrument.Kind != ContractKind.Spot }))
            .GroupBy(s => s.Kind.ToCategory())
            .Select(group => new PublicStream(environment, group.Key, [.. group.Select(s => s.Subscription)], sink, settings, time)),
    ];

    public void OnMarket(ReadOnlySpan<MarketEvent> events)
    {
        board.Seen("public", events.Length);
        foreach (ref readonly var market in events) loop.Post(in market);
    }

    public void OnBookVoid(short instrument, string why)
    {
        board.Gap("public");
        var now = Timestamp.FromDateTime(time.GetUtcNow());
        loop.Post(MarketEvent.FromBookLevel(instrument, now, now, Side.Buy, Price.Zero, Quantity.Zero, MarketEventFlags.Clear | MarketEventFlags.Last));
    }

    public void OnTicker(short instrument, Ticker ticker, Timestamp received)
    {
        // Its mark price comes as a market event.
        if (funding?[instrument].See(instrument, ticker, received) is { } settled) loop.Post(in settled);
    }

    public void OnKline(short instrument, KlineRow kline, Timestamp received)
    {
        // Bars are built from trades.
    }

    public void OnStatus(in StreamStatus status) => board.Status(in status);

    public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame) => board.Malformed(stream);
}
