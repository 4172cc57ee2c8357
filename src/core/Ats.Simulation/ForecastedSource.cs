using Ats.Domain;

namespace Ats.Simulation;

/// <summary>
/// Market events with forecasts made from them on the fly: each is received a latency after the moment it is made as of, never earlier, as
/// it would be live. Forecasts still on their way at the end of the market are not received any more.
/// </summary>
public sealed class ForecastedSource : IMarketEventSource
{
    /// <summary>What making a forecast and handing it over is taken to need.</summary>
    public const long DefaultLatencyNanoseconds = 250 * Timestamp.NanosecondsPerMillisecond;

    private readonly IMarketEventSource _market;
    private readonly IForecastFeed _feed;
    private readonly long _latency;
    private readonly MarketEvent[] _batch = new MarketEvent[512];
    private readonly Queue<MarketEvent> _travelling = new(64);
    private int _next;
    private int _count;
    private bool _shown;

    /// <param name="market">In order of receipt.</param>
    /// <param name="feed">Sees every event as it passes.</param>
    /// <param name="latencyNanoseconds">From the as-of moment to receipt, not below zero.</param>
    public ForecastedSource(IMarketEventSource market, IForecastFeed feed, long latencyNanoseconds = DefaultLatencyNanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(latencyNanoseconds);
        _market = market;
        _feed = feed;
        _latency = latencyNanoseconds;
    }

    /// <summary>Forecasts received so far.</summary>
    public long Forecasts { get; private set; }

    public int Read(Span<MarketEvent> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (_next == _count)
            {
                if (written > 0) return written;
                _count = _market.Read(_batch);
                _next = 0;
                if (_count == 0) return 0;
            }

            buffer[written++] = Next();
        }

        return written;
    }

    /// <summary>The earlier of the next market event and the next forecast; at one moment the market.</summary>
    private MarketEvent Next()
    {
        ref readonly var market = ref _batch[_next];
        if (!_shown)
        {
            // What is due before this event was received is made before the feed sees it.
            while (_feed.NextDue < market.ReceiveTime) Make(_feed.NextDue);
            _feed.Observe(in market);
            _shown = true;
        }

        if (_travelling.Count > 0 && _travelling.Peek().ReceiveTime < market.ReceiveTime)
        {
            Forecasts++;
            return _travelling.Dequeue();
        }

        _shown = false;
        _next++;
        return market;
    }

    private void Make(Timestamp due)
    {
        foreach (var made in _feed.Take())
        {
            var forecast = made;
            forecast.ReceiveTime = (forecast.ExchangeTime > due ? forecast.ExchangeTime : due) + _latency;
            _travelling.Enqueue(forecast);
        }

        if (_feed.NextDue <= due) throw new InvalidOperationException($"The forecast feed is still due at {due} after it was asked.");
    }
}
