using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.MarketData.Recording;
using Ats.Mlops.Service;

namespace Ats.Mlops.Live;

/// <summary>
/// What the public streams say goes onto tape, and from there to the feature feeds with the tape's own times, so that a replay gives the same rows; without
/// a tape to the feeds directly. A void book is emptied, so that nothing is predicted from a broken one.
/// </summary>
internal sealed class MarketEars(FeatureFeed[] feeds, TapeRecorder? recorder, TimeProvider time) : IPublicSink
{
    public void OnMarket(ReadOnlySpan<MarketEvent> events)
    {
        if (recorder is not null) recorder.OnMarket(events);
        else foreach (ref readonly var market in events) feeds[market.Instrument].Take(in market);
    }

    public void OnBookVoid(short instrument, string why)
    {
        if (recorder is not null)
        {
            recorder.OnBookVoid(instrument, why);
            return;
        }

        var now = Timestamp.FromDateTime(time.GetUtcNow());
        feeds[instrument].Take(MarketEvent.FromBookLevel(instrument, now, now, Side.Buy, Price.Zero, Quantity.Zero, MarketEventFlags.Clear | MarketEventFlags.Last));
    }

    public void OnTicker(short instrument, Ticker ticker, Timestamp received) => recorder?.OnTicker(instrument, ticker, received);

    public void OnKline(short instrument, KlineRow kline, Timestamp received)
    {
        // Not asked for.
    }

    public void OnStatus(in StreamStatus status) => recorder?.OnStatus(in status);

    public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame) => recorder?.OnMalformed(stream, result, frame);
}
