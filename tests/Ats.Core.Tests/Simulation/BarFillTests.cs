using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>Both bar models on tapes of a few bars, numbers by hand. Tick 0.1; maker 2 bp, taker 5.5 bp.</summary>
public sealed class BarFillTests
{
    private static ExchangeBench After(FillModelKind kind, double slippageBps = 0)
    {
        var bench = new ExchangeBench(kind, slippageBps: slippageBps);
        bench.Feed(Bench.Bar(0, 100, 101, 99, 100));
        return bench;
    }

    [Theory]
    [InlineData(FillModelKind.NextOpen, 102, 102)]
    [InlineData(FillModelKind.PessimisticBar, 103, 101)]
    public void Market_orders_fill_whole_at_the_open_or_at_the_worst_price_and_pay_the_taker_fee(FillModelKind kind, double buy, double sell)
    {
        var bench = After(kind);
        bench.Send(Side.Buy, 2);
        bench.Send(Side.Sell, 1);
        bench.Feed(Bench.Bar(1, 102, 103, 101, 102.5));
        Assert.Equal([(decimal)buy, (decimal)sell], bench.Fills.Select(f => f.Price.ToDecimal()));
        Assert.Equal([2m * (decimal)buy * 0.00055m, (decimal)sell * 0.00055m], bench.Fills.Select(f => f.Fee));
        Assert.All(bench.Fills, f => Assert.Equal(ExchangeBench.At(60_000), f.ExchangeTime));
    }

    [Fact]
    public void Slippage_goes_against_the_taker_and_lands_exactly_on_the_tick()
    {
        var bench = After(FillModelKind.NextOpen, slippageBps: 10);
        bench.Send(Side.Buy, 1);
        bench.Send(Side.Sell, 1);
        bench.Feed(Bench.Bar(1, 100, 103, 99, 102.5));
        Assert.Equal([100.1m, 99.9m], bench.Fills.Select(f => f.Price.ToDecimal()));
    }

    [Fact]
    public void An_order_that_arrives_inside_a_bar_waits_for_the_next_open()
    {
        var bench = new ExchangeBench(FillModelKind.NextOpen, entryMs: 0.001);
        bench.Feed(Bench.Bar(0, 100, 101, 99, 100));
        bench.Send(Side.Buy, 1);
        bench.Feed(Bench.Bar(1, 102, 103, 101, 102));
        Assert.Empty(bench.Fills);
        bench.Feed(Bench.Bar(2, 104, 105, 103, 104));
        Assert.Equal(104m, Assert.Single(bench.Fills).Price.ToDecimal());
    }

    [Fact]
    public void After_a_hole_in_the_data_an_order_meets_the_first_bar_there_is()
    {
        var bench = After(FillModelKind.NextOpen);
        bench.Send(Side.Buy, 1);
        bench.Feed(Bench.Bar(50, 80, 81, 79, 80));
        Assert.Equal((80m, ExchangeBench.At(50 * 60_000)), (bench.Fills.Single().Price.ToDecimal(), bench.Fills.Single().ExchangeTime));
    }

    [Theory]
    [InlineData(FillModelKind.NextOpen, "Accepted, Taker 1 at 102")]
    [InlineData(FillModelKind.PessimisticBar, "Accepted, Taker 1 at 102.5")]
    public void A_limit_order_takes_at_an_open_strictly_better_than_its_price_never_beyond_it(FillModelKind kind, string story)
    {
        var bench = After(kind);
        var id = bench.Send(Side.Buy, 1, limit: 102.5m);
        bench.Feed(Bench.Bar(1, 102, 103, 101, 102.5));
        Assert.Equal(story, bench.Story(id));
    }

    [Theory]
    [InlineData(FillModelKind.NextOpen)]
    [InlineData(FillModelKind.PessimisticBar)]
    public void A_resting_order_makes_at_its_own_price_when_traded_strictly_through_also_when_the_bar_opens_beyond(FillModelKind kind)
    {
        var bench = After(kind);
        var touched = bench.Send(Side.Buy, 1, limit: 98m);
        var gapped = bench.Send(Side.Buy, 1, limit: 97m, tif: TimeInForce.PostOnly);
        bench.Feed(Bench.Bar(1, 100, 101, 98, 99));
        Assert.Empty(bench.Fills);
        bench.Feed(Bench.Bar(2, 95, 96, 94, 95));
        Assert.Equal("Accepted, Maker 1 at 98", bench.Story(touched));
        Assert.Equal("Accepted, Maker 1 at 97", bench.Story(gapped));
        Assert.Equal(98m * 0.0002m, bench.Fills.First().Fee);
    }

    [Fact]
    public void Post_only_is_cancelled_where_it_would_take()
    {
        var bench = After(FillModelKind.NextOpen);
        var id = bench.Send(Side.Buy, 1, limit: 101m, tif: TimeInForce.PostOnly);
        bench.Feed(Bench.Bar(1, 100, 101, 98, 99));
        Assert.Equal("Accepted, Cancelled (PostOnlyWouldTake)", bench.Story(id));
    }

    [Theory]
    [InlineData(TimeInForce.Ioc, OrderRejectReason.ImmediateRemainder)]
    [InlineData(TimeInForce.Fok, OrderRejectReason.FillOrKillNotFilled)]
    public void Immediate_orders_get_the_open_or_nothing(TimeInForce tif, OrderRejectReason reason)
    {
        var bench = After(FillModelKind.NextOpen);
        var good = bench.Send(Side.Buy, 1, limit: 101m, tif: tif);
        var bad = bench.Send(Side.Buy, 1, limit: 99.5m, tif: tif);
        bench.Feed(Bench.Bar(1, 100, 101, 98, 99));
        Assert.Equal("Accepted, Taker 1 at 100", bench.Story(good));
        Assert.Equal($"Accepted, Cancelled ({reason})", bench.Story(bad));
    }

    [Theory]
    [InlineData(FillModelKind.NextOpen, 97.0, 95.0)]
    [InlineData(FillModelKind.PessimisticBar, 96.0, 94.0)]
    public void A_stop_fills_at_its_trigger_or_at_an_open_beyond_it(FillModelKind kind, double inside, double gapped)
    {
        var bench = After(kind);
        var first = bench.Send(Side.Sell, 1, trigger: TriggerKind.FallsTo, triggerPrice: 97m);
        var second = bench.Send(Side.Sell, 1, trigger: TriggerKind.FallsTo, triggerPrice: 95.5m);
        bench.Feed(Bench.Bar(1, 99, 100, 96, 99));
        Assert.Equal($"Accepted, Triggered, Taker 1 at {inside}", bench.Story(first));
        Assert.Equal("Accepted", bench.Story(second));
        bench.Feed(Bench.Bar(2, 95, 98, 94, 95));
        Assert.Equal($"Accepted, Triggered, Taker 1 at {gapped}", bench.Story(second));
    }

    [Fact]
    public void A_take_profit_with_a_limit_works_from_the_bar_after_its_trigger()
    {
        var bench = After(FillModelKind.NextOpen);
        var id = bench.Send(Side.Sell, 1, limit: 105m, trigger: TriggerKind.RisesTo, triggerPrice: 104m);
        bench.Feed(Bench.Bar(1, 100, 106, 99, 103));
        Assert.Equal("Accepted, Triggered", bench.Story(id));
        bench.Feed(Bench.Bar(2, 103, 105.5, 102, 104));
        Assert.Equal("Accepted, Triggered, Maker 1 at 105", bench.Story(id));
    }
}
