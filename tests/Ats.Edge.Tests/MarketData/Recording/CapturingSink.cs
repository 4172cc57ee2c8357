using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Edge.Tests.MarketData.Recording;

/// <summary>What a live engine would be shown, beside the recorder that is shown the same.</summary>
internal sealed class CapturingSink(IPublicSink recorder) : IPublicSink
{
    private readonly HashSet<(short, MarketEventKind)> _kinds = [];
    private volatile int _count;
    private volatile int _connections;
    private volatile int _series;

    /// <summary>To be read when the stream has ended.</summary>
    public List<MarketEvent> Seen { get; } = [];

    public int Count => _count;

    public int Connections => _connections;

    /// <summary>Pairs of instrument and kind seen.</summary>
    public int Kinds => _series;

    public void OnMarket(ReadOnlySpan<MarketEvent> events)
    {
        Seen.AddRange(events);
        recorder.OnMarket(events);
        _kinds.Add((events[0].Instrument, events[0].Kind));
        (_count, _series) = (Seen.Count, _kinds.Count);
    }

    public void OnBookVoid(short instrument, string why)
    {
        Seen.Add(MarketEvent.FromBookLevel(instrument, default, default, Side.Buy, Price.Zero, Quantity.Zero, MarketEventFlags.Clear | MarketEventFlags.Last));
        recorder.OnBookVoid(instrument, why);
    }

    public void OnTicker(short instrument, Ticker ticker, Timestamp received) => recorder.OnTicker(instrument, ticker, received);

    public void OnKline(short instrument, KlineRow kline, Timestamp received) => recorder.OnKline(instrument, kline, received);

    public void OnStatus(in StreamStatus status)
    {
        if (status.State == StreamState.Live) _connections++;
        recorder.OnStatus(status);
    }

    public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame) => recorder.OnMalformed(stream, result, frame);
}
