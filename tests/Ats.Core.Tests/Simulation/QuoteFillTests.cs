using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>The quote model, numbers by hand. Tick 0.1.</summary>
public sealed class QuoteFillTests
{
    private static ExchangeBench After(double entryMs = 0, double slippageBps = 0)
    {
        var bench = new ExchangeBench(FillModelKind.Quotes, entryMs: entryMs, slippageBps: slippageBps);
        bench.Quote(0, 100, 5, 100.2m, 2);
        return bench;
    }

    [Fact]
    public void Market_orders_take_the_quote_that_stands_when_they_arrive()
    {
        var bench = After(entryMs: 10);
        bench.Send(Side.Buy, 1);
        bench.Send(Side.Sell, 1);
        bench.Quote(9, 101, 5, 101.2m, 2, receivedMs: 30);
        bench.Quote(11, 200, 5, 200.2m, 2, receivedMs: 31);
        Assert.Equal([101.2m, 101m], bench.Fills.Select(f => f.Price.ToDecimal()));
        Assert.All(bench.Fills, f => Assert.Equal(ExchangeBench.At(10), f.ExchangeTime));
    }

    [Theory]
    [InlineData(2, 100.2)]
    [InlineData(4, 100.2)]
    [InlineData(6, 100.3)]
    [InlineData(20, 100.6)]
    public void Each_further_displayed_quantity_costs_one_more_tick(double quantity, double average)
    {
        // 20 against 2 shown: ten slices at 100.2 ... 101.1 average 100.65, whole ticks: 100.6.
        var bench = After();
        bench.Send(Side.Buy, (decimal)quantity);
        bench.Quote(1, 100, 5, 100.2m, 2);
        Assert.Equal((decimal)average, bench.Fills.Single().Price.ToDecimal());
    }

    [Fact]
    public void A_resting_order_makes_when_the_other_side_reaches_it_or_a_trade_goes_through_it()
    {
        var bench = After();
        var reached = bench.Send(Side.Buy, 3, limit: 99.5m);
        var traded = bench.Send(Side.Sell, 3, limit: 101m);
        bench.Trade(1, 101.1m, 1, Side.Buy);
        Assert.Equal("Accepted, Maker 1 at 101", bench.Story(traded));
        bench.Quote(2, 99.3m, 1, 99.5m, 1);
        Assert.Equal("Accepted, Maker 3 at 99.5", bench.Story(reached));
    }

    [Fact]
    public void An_older_quote_received_late_fills_nothing_that_arrived_after_it()
    {
        var bench = new ExchangeBench(FillModelKind.Quotes, entryMs: 10, second: Engine.Bench.Linear);
        bench.Quote(0, 100, 5, 100.2m, 2);
        var id = bench.Send(Side.Buy, 1, limit: 99.5m);
        bench.Quote(15, 7, 1, 8, 1, instrument: 1);
        bench.Quote(5, 99, 1, 99.2m, 1, receivedMs: 16);
        Assert.Equal("Accepted", bench.Story(id));
    }

    [Fact]
    public void Crossing_orders_take_within_their_limit_and_post_only_ones_are_cancelled()
    {
        var bench = After();
        var takes = bench.Send(Side.Buy, 20, limit: 100.3m);
        var killed = bench.Send(Side.Buy, 20, limit: 100.3m, tif: TimeInForce.Fok);
        var whole = bench.Send(Side.Buy, 20, limit: 100.6m, tif: TimeInForce.Fok);
        var missed = bench.Send(Side.Buy, 1, limit: 100.1m, tif: TimeInForce.Ioc);
        var post = bench.Send(Side.Sell, 1, limit: 100m, tif: TimeInForce.PostOnly);
        bench.Quote(1, 100, 5, 100.2m, 2);
        Assert.Equal("Accepted, Taker 20 at 100.3", bench.Story(takes));
        Assert.Equal("Accepted, Cancelled (FillOrKillNotFilled)", bench.Story(killed));
        Assert.Equal("Accepted, Taker 20 at 100.6", bench.Story(whole));
        Assert.Equal("Accepted, Cancelled (ImmediateRemainder)", bench.Story(missed));
        Assert.Equal("Accepted, Cancelled (PostOnlyWouldTake)", bench.Story(post));
    }

    [Fact]
    public void A_stop_wakes_by_the_mid_where_there_are_no_trades_and_takes_the_quote()
    {
        var bench = After();
        var id = bench.Send(Side.Sell, 1, trigger: TriggerKind.FallsTo, triggerPrice: 98m);
        bench.Quote(1, 98, 5, 98.2m, 5);
        Assert.Equal("Accepted", bench.Story(id));
        bench.Quote(2, 97.8m, 5, 98.2m, 5);
        Assert.Equal("Accepted, Triggered, Taker 1 at 97.8", bench.Story(id));
    }
}
