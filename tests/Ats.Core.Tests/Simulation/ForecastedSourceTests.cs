using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Simulation;
using static Ats.Core.Tests.Engine.Forecasts;

namespace Ats.Core.Tests.Simulation;

public sealed class ForecastedSourceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(3700)]
    public void A_forecast_is_received_its_latency_after_its_moment_never_earlier_and_in_order(int milliseconds)
    {
        var random = new Rng(5);
        var at = 0.0;
        var market = Enumerable.Range(0, 3000).Select(_ => Trade(at += random.NextDouble() * 0.7, 100)).ToArray();
        var events = Read(market, new NoisyForecasts(1), milliseconds * Timestamp.NanosecondsPerMillisecond, batch: 7);
        Assert.Equal(market.Select(e => e.ReceiveTime), events.Where(e => e.Kind == MarketEventKind.Trade).Select(e => e.ReceiveTime));
        var forecasts = events.Where(e => e.Kind == MarketEventKind.Forecast).ToList();
        Assert.InRange(forecasts.Count, 2000, 2200);
        Assert.All(forecasts, f => Assert.Equal(milliseconds * Timestamp.NanosecondsPerMillisecond, f.ReceiveTime - f.ExchangeTime));
        Assert.Equal(events.OrderBy(e => e.ReceiveTime).Select(e => e.ReceiveTime), events.Select(e => e.ReceiveTime));
        // The default of a quarter second, too.
        Assert.Equal(250 * Timestamp.NanosecondsPerMillisecond, ForecastedSource.DefaultLatencyNanoseconds);
    }

    [Fact]
    public void What_a_forecast_knows_was_received_by_its_moment()
    {
        var feed = new LastSeen();
        MarketEvent[] market = [Trade(0.5, 100), Trade(1, 101), Trade(1.0001, 102), Trade(1.9, 103), Trade(4.2, 104), Trade(4.3, 105)];
        var told = Read(market, feed, 0).Where(e => e.Kind == MarketEventKind.Forecast).Select(e => (e.ExchangeTime, e.AsForecast().ExpectedReturn));
        Assert.Equal([(At(1), 101), (At(2), 103), (At(3), 103), (At(4), 103)], told);
    }

    [Fact]
    public void At_one_moment_the_market_comes_first()
    {
        MarketEvent[] market = [Trade(0.5, 100), Trade(1.1, 101), Trade(1.25, 102), Trade(1.26, 103)];
        Assert.Equal([0.5, 1.1, 1.25, -1.25, 1.26], Read(market, new LastSeen(), 250_000_000).Select(Seconds));
        static double Seconds(MarketEvent e) => (e.Kind == MarketEventKind.Forecast ? -1 : 1) * (e.ReceiveTime - Bench.Start) / 1e9;
    }

    [Fact]
    public void A_feed_that_does_not_move_on_is_told_of() =>
        Assert.Contains("still due", Assert.Throws<InvalidOperationException>(() => Read([Trade(5, 100)], new Stuck(), 0)).Message, StringComparison.Ordinal);

    private static List<MarketEvent> Read(MarketEvent[] market, IForecastFeed feed, long latency, int batch = 64)
    {
        var source = new ForecastedSource(new ArraySource(market), feed, latency);
        var events = new List<MarketEvent>();
        var buffer = new MarketEvent[batch];
        int count;
        while ((count = source.Read(buffer)) > 0) events.AddRange(buffer[..count]);
        return events;
    }

    /// <summary>Each second, the price it saw last.</summary>
    private sealed class LastSeen : IForecastFeed
    {
        private readonly MarketEvent[] _made = new MarketEvent[1];
        private double _price;

        public Timestamp NextDue { get; private set; } = At(1);

        public void Observe(in MarketEvent market) => _price = market.AsTrade().Price.ToDouble();

        public ReadOnlySpan<MarketEvent> Take()
        {
            _made[0] = MarketEvent.FromForecast(0, NextDue, new Forecast(_price, Horizon, NextDue, NextDue + Horizon));
            NextDue += Timestamp.NanosecondsPerSecond;
            return _made;
        }
    }

    private sealed class Stuck : IForecastFeed
    {
        public Timestamp NextDue => At(1);

        public void Observe(in MarketEvent market)
        {
        }

        public ReadOnlySpan<MarketEvent> Take() => [];
    }
}
