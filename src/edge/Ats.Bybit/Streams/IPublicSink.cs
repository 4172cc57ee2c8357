using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>Takes the public streams, with receive times inside.</summary>
public interface IPublicSink : IStreamEvents
{
    /// <summary>The events of one message: trades, a whole book update, or a mark price. The span is valid during the call.</summary>
    void OnMarket(ReadOnlySpan<MarketEvent> events);

    /// <summary>The instrument's book is void from now until the next snapshot (a gap, a disconnection).</summary>
    void OnBookVoid(short instrument, string why);

    /// <summary>The merged state after a change.</summary>
    void OnTicker(short instrument, Ticker ticker, Timestamp received);

    /// <summary>Confirmed or not: trade on confirmed ones only.</summary>
    void OnKline(short instrument, KlineRow kline, Timestamp received);
}
