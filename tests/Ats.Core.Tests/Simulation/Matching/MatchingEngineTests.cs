using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

public sealed class MatchingEngineTests() : MatchingEngineContract(rules => new MatchingEngine(rules, 1, 4096))
{
    [Fact]
    public void Nothing_is_allocated_once_the_arrays_have_grown()
    {
        var engine = new MatchingEngine(CommandStream.Rules, 4096, 4096);
        var stream = new CommandStream(9, 3000, 400);
        var commands = Enumerable.Range(0, 60_000).Select(_ => stream.Next()).ToArray();
        foreach (var command in commands.AsSpan(0, 30_000)) command.ApplyTo(engine);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var command in commands.AsSpan(30_000)) command.ApplyTo(engine);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(5000)]
    public void A_window_must_be_a_power_of_two_of_at_least_4096(int windowTicks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MatchingEngine(CommandStream.Rules, 1, windowTicks));

    [Fact]
    public void Prices_from_end_to_end_of_the_range_keep_their_order()
    {
        var engine = new MatchingEngine(new MatchingRules(new Price(1), new Quantity(1)), 1, 4096);
        long[] prices = [1, long.MaxValue, 4096, 4095, long.MaxValue / 2, 2, 5000, 100_000];
        for (var i = 0; i < prices.Length; i++)
            engine.Place(new NewOrder(i + 1, 0, Side.Buy, OrderType.Limit, TimeInForce.Gtc, new Quantity(1), new Price(prices[i])));
        var levels = new BookLevel[20];
        Assert.Equal(prices.OrderDescending(), levels[..engine.Depth(Side.Buy, levels)].Select(l => l.Price.Raw));
        engine.Cancel(2);
        engine.Cancel(5);
        Assert.Equal(100_000, engine.BestBid.Price.Raw);
        Assert.Equal(6, engine.Depth(Side.Buy, levels));
    }
}
