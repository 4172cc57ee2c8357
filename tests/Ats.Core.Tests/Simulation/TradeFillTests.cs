using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>The trade model, numbers by hand.</summary>
public sealed class TradeFillTests
{
    private static ExchangeBench After(decimal last, double entryMs = 0, double reportMs = 0, double slippageBps = 0)
    {
        var bench = new ExchangeBench(FillModelKind.Trades, entryMs: entryMs, reportMs: reportMs, slippageBps: slippageBps);
        bench.Trade(0, last);
        return bench;
    }

    [Fact]
    public void Market_orders_fill_whole_at_the_first_trade_after_they_arrive_plus_slippage()
    {
        var bench = After(100, entryMs: 50, reportMs: 20, slippageBps: 5);
        bench.Send(Side.Buy, 7);
        bench.Trade(49.9, 90, receivedMs: 60);
        bench.Trade(50, 101, quantity: 0.5m, receivedMs: 61);
        bench.Trade(80, 95);
        var fill = Assert.Single(bench.Fills);
        // 101 x 1.0005 = 101.0505, up to the tick of 0.1.
        Assert.Equal((101.1m, 7m), (fill.Price.ToDecimal(), fill.Quantity.ToDecimal()));
        Assert.Equal((ExchangeBench.At(50), ExchangeBench.At(70)), (fill.ExchangeTime, fill.ReceiveTime));
        Assert.Equal(7 * 101.1m * 0.00055m, fill.Fee);
    }

    [Fact]
    public void A_late_trade_that_happened_before_arrival_fills_nothing_even_after_a_later_one_was_seen()
    {
        var bench = new ExchangeBench(FillModelKind.Trades, entryMs: 50, second: Engine.Bench.Linear);
        bench.Trade(0, 100);
        bench.Send(Side.Buy, 1);
        // The other instrument's feed is faster: its event lets the order in before this one's older trade is received.
        bench.Feed(MarketEvent.FromTrade(1, ExchangeBench.At(55), ExchangeBench.At(56), Price.FromDecimal(7), Quantity.FromDecimal(1), Side.Buy));
        bench.Trade(40, 90, receivedMs: 60);
        Assert.Empty(bench.Fills);
        bench.Trade(70, 103, receivedMs: 90);
        Assert.Equal(103m, bench.Fills.Single().Price.ToDecimal());
    }

    [Fact]
    public void A_resting_order_makes_up_to_the_trades_quantity_only_when_traded_strictly_through()
    {
        var bench = After(100);
        var id = bench.Send(Side.Buy, 3, limit: 99m);
        bench.Trade(1, 99, 10);
        bench.Trade(2, 98.9m, 1);
        bench.Trade(3, 98m, 1.5m);
        bench.Trade(4, 98m, 9m);
        Assert.Equal("Accepted, Maker 1 at 99, Maker 1.5 at 99, Maker 0.5 at 99", bench.Story(id));
    }

    [Fact]
    public void A_limit_order_that_crosses_takes_at_the_next_better_trade_and_its_rest_makes()
    {
        var bench = After(100);
        var id = bench.Send(Side.Buy, 3, limit: 102m);
        bench.Trade(1, 101, 1);
        bench.Trade(2, 101, 5);
        Assert.Equal("Accepted, Taker 1 at 101, Maker 2 at 102", bench.Story(id));
    }

    [Fact]
    public void Post_only_that_crosses_the_last_trade_is_cancelled()
    {
        var bench = After(100);
        var crossing = bench.Send(Side.Sell, 1, limit: 99.9m, tif: TimeInForce.PostOnly);
        var resting = bench.Send(Side.Sell, 1, limit: 100m, tif: TimeInForce.PostOnly);
        bench.Trade(1, 100);
        Assert.Equal("Accepted, Cancelled (PostOnlyWouldTake)", bench.Story(crossing));
        Assert.Equal("Accepted", bench.Story(resting));
    }

    [Fact]
    public void Immediate_orders_meet_one_trade()
    {
        var bench = After(100);
        var partly = bench.Send(Side.Buy, 3, limit: 102m, tif: TimeInForce.Ioc);
        var killed = bench.Send(Side.Buy, 3, limit: 102m, tif: TimeInForce.Fok);
        var whole = bench.Send(Side.Buy, 2, limit: 102m, tif: TimeInForce.Fok);
        var missed = bench.Send(Side.Buy, 1, limit: 101m, tif: TimeInForce.Fok);
        bench.Trade(1, 101, 2);
        bench.Trade(2, 50, 9);
        Assert.Equal("Accepted, Taker 2 at 101, Cancelled (ImmediateRemainder)", bench.Story(partly));
        Assert.Equal("Accepted, Cancelled (FillOrKillNotFilled)", bench.Story(killed));
        Assert.Equal("Accepted, Taker 2 at 101", bench.Story(whole));
        Assert.Equal("Accepted, Cancelled (FillOrKillNotFilled)", bench.Story(missed));
    }

    [Fact]
    public void A_stop_wakes_at_a_trade_and_fills_at_the_next()
    {
        var bench = After(100);
        var id = bench.Send(Side.Buy, 1, trigger: TriggerKind.RisesTo, triggerPrice: 105m);
        bench.Trade(1, 104.9m);
        bench.Trade(2, 106m);
        Assert.Equal("Accepted, Triggered", bench.Story(id));
        bench.Trade(2, 107m);
        Assert.Equal("Accepted, Triggered, Taker 1 at 107", bench.Story(id));
    }

    [Fact]
    public void Cancels_and_orders_meet_the_market_in_the_order_they_arrive()
    {
        var bench = After(100, entryMs: 10);
        var id = bench.Send(Side.Buy, 1, limit: 99m);
        bench.Wait(5);
        bench.Cancel(id);
        bench.Cancel(id);
        bench.Trade(14, 99.5m);
        bench.Trade(15, 90m);
        bench.Trade(16, 90m);
        Assert.Equal("Accepted, Cancelled, CancelRejected (UnknownOrder)", bench.Story(id));
    }
}
