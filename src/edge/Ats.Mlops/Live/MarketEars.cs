using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Mlops.Service;

namespace Ats.Mlops.Live;

/// <summary>What the public streams say goes to the feature feeds, on the streams' thread, and onto tape. A void book is emptied, so that nothing is predicted from a broken one.</summary>
internal sealed class MarketEars(FeatureFeed[] feeds, IPublicSink? recorder, TimeProvider time) : IPublicSink
{
    public void OnMarket(ReadOnlySpan<MarketEvent> events)
    {
        foreach (ref readonly var market in events) feeds[market.Instrument].Take(in market);
        recorder?.OnMarket(events);
    }

    public void OnBookVoid(short instrument, string why)
    {
        var now = Timestamp.FromDateTime(time.GetUtcNow());
        feeds[instrument].Take(MarketEvent.FromBookLevel(instrument, now, now, Side.Buy, Price.Zero, Quantity.Zero, MarketEventFlags.Clear | MarketEventFlags.Last));
        recorder?.OnBookVoid(instrument, why);
    }

    public void OnTicker(short instrument, Ticker ticker, Timestamp received) => recorder?.OnTicker(instrument, ticker, received);

    public void OnKline(short instrument, KlineRow kline, Timestamp received)
    {
        // Not asked for.
    }

    public void OnStatus(in StreamStatus status) => recorder?.OnStatus(in status);

    public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame) => recorder?.OnMalformed(stream, result, frame);
}
