using System.Text;
using Ats.Bybit;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Edge.Tests.Bybit;

public sealed class PublicFeedTests
{
    private static readonly Timestamp Received = Timestamp.FromMilliseconds(1_764_000_000_999);

    [Fact]
    public void Books_and_trades_reach_the_sink_without_allocating()
    {
        var sink = new CountingSink();
        var feed = new PublicFeed("test", [new PublicSubscription("BTCUSDT", 3) { BookDepth = 50 }], sink);
        byte[][] frames = [Fixtures.Frames[3], Fixtures.Frames[4], Fixtures.Frames[5], Fixtures.Frames[0], Fixtures.Frames[1]];
        foreach (var frame in frames) feed.Handle(frame, Received);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var frame in frames) feed.Handle(frame, Received);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(30, sink.Events);
    }

    [Fact]
    public void Level_one_repeats_are_passed_over_and_a_restarted_service_replaces_the_book()
    {
        static byte[] Frame(string kind, int depth, long u) => Encoding.UTF8.GetBytes($"{{\"topic\":\"orderbook.{depth}.BTCUSDT\",\"type\":\"{kind}\",\"ts\":1764000000400,\"data\":{{\"s\":\"BTCUSDT\",\"b\":[[\"1\",\"2\"]],\"a\":[],\"u\":{u},\"seq\":1}},\"cts\":1764000000397}}");
        var sink = new CountingSink();
        var feed = new PublicFeed("test", [new PublicSubscription("BTCUSDT", 0) { BookDepth = 1 }], sink);
        for (var i = 0; i < 3; i++) feed.Handle(Frame("snapshot", 1, 44), Received);
        Assert.Equal(1, sink.Events);

        feed.Handle(Frame("snapshot", 50, 900), Received);
        feed.Handle(Frame("snapshot", 50, 1), Received);
        Assert.Equal(FeedVerdict.Done, feed.Handle(Frame("delta", 50, 2), Received));
        Assert.Equal(4, sink.Events);
        Assert.Equal(FeedVerdict.Gap, feed.Handle(Frame("delta", 50, 4), Received));
        Assert.Equal("orderbook.50.BTCUSDT", feed.GapTopic);
        Assert.Equal(FeedVerdict.Done, feed.Handle(Frame("delta", 50, 5), Received));
        Assert.Equal((4, 1), (sink.Events, sink.Voids));
    }

    [Fact]
    public void Garbage_never_throws_whatever_the_topic()
    {
        var mutator = new FrameMutator(9);
        var frames = Fixtures.Shared("ws", "tickers").Concat(Fixtures.Shared("ws", "kline")).Concat(Fixtures.Shared("ws", "op-")).Select(f => Encoding.UTF8.GetBytes(f.Json)).Concat(Fixtures.Frames).ToArray();
        var sink = new CountingSink();
        var feed = new PublicFeed("test", [new PublicSubscription("BTCUSDT", 0)], sink);
        for (var i = 0; i < 4000; i++) feed.Handle(mutator.Damaged(frames[i % frames.Length]), Received);
        Assert.NotEqual(0, sink.Malformed);
    }

    [Fact]
    public async Task Demo_has_no_fee_rates_and_says_that_it_falls_back()
    {
        using var budget = new Ats.Bybit.Limits.RateBudget(TimeProvider.System);
        using var rest = new Ats.Bybit.Rest.BybitRest(new ApiCredentials(BybitEnvironment.Demo, "k", new ApiSecret("s")), budget, new ServerClock(TimeProvider.System), TimeProvider.System);

        var fees = (await rest.Account.FeesAsync(Category.Linear, "BTCUSDT", FeeSchedule.BybitLinear, TestContext.Current.CancellationToken)).Require();

        Assert.True(fees.IsFallback);
    }

    private sealed class CountingSink : IPublicSink
    {
        public int Events { get; private set; }

        public int Voids { get; private set; }

        public int Malformed { get; private set; }

        public void OnMarket(ReadOnlySpan<MarketEvent> events) => Events += events.Length;

        public void OnBookVoid(short instrument, string why) => Voids++;

        public void OnTicker(short instrument, Ticker ticker, Timestamp received)
        {
            // Not counted here.
        }

        public void OnKline(short instrument, KlineRow kline, Timestamp received)
        {
            // Not counted here.
        }

        public void OnStatus(in StreamStatus status)
        {
            // A feed has no connection.
        }

        public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame) => Malformed++;
    }
}
