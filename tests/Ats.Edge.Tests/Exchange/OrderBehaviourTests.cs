using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Edge.Tests.Exchange;

public sealed class OrderBehaviourTests
{
    [Theory]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"49000.05"}""", ReturnCode.Parameter)]
    [InlineData("""{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"49000.05"}""", ReturnCode.SpotPriceDecimals)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.0005","price":"49000"}""", ReturnCode.Parameter)]
    [InlineData("""{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.0000001","price":"49000"}""", ReturnCode.SpotQuantityDecimals)]
    [InlineData("""{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.0001","price":"49000"}""", ReturnCode.SpotTooSmall)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.001","price":"4000"}""", ReturnCode.TooSmall)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"52000"}""", ReturnCode.PriceRange)]
    [InlineData("""{"category":"spot","symbol":"BTCUSDT","side":"Sell","orderType":"Limit","qty":"0.01","price":"40000"}""", ReturnCode.SpotPriceTooLow)]
    [InlineData("""{"category":"linear","symbol":"NOPE","side":"Buy","orderType":"Market","qty":"1"}""", ReturnCode.Parameter)]
    [InlineData("""{"category":"spot","symbol":"NOPE","side":"Buy","orderType":"Market","qty":"1"}""", ReturnCode.SpotSymbol)]
    [InlineData("""{"category":"spot","symbol":"BTCUSDT","side":"buy","orderType":"Market","qty":"1"}""", ReturnCode.SpotSide)]
    [InlineData("""{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Stop","qty":"1"}""", ReturnCode.SpotOrderType)]
    [InlineData("""{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"1","price":"1000","timeInForce":"DAY"}""", ReturnCode.SpotTimeInForce)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.01","reduceOnly":true}""", ReturnCode.ReduceOnly)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.01","positionIdx":1}""", ReturnCode.Parameter)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.01","triggerPrice":"49000","triggerDirection":1}""", ReturnCode.TriggerNotRising)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.01","triggerPrice":"51000","triggerDirection":2}""", ReturnCode.TriggerNotFalling)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.01","slippageToleranceType":"Percent","slippageTolerance":"11"}""", ReturnCode.SlippagePercent)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"1e3","price":"49000"}""", ReturnCode.Parameter)]
    [InlineData("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"49000","orderLinkId":"no spaces"}""", ReturnCode.Parameter)]
    public void A_faulty_order_gets_the_code_of_its_category(string json, int code)
    {
        var bench = new CoreBench();
        Assert.Equal(code, bench.Create(json).Code);
        Assert.Empty(bench.Account.Orders);
    }

    [Fact]
    public void A_link_stays_used_after_its_order_closed()
    {
        var bench = new CoreBench();
        var order = bench.Limit("Buy", 49_000, 0.01m, ",\"orderLinkId\":\"a-1\"");
        bench.Core.Orders.CancelBySystem(order, CancelKind.CancelByUser);
        Assert.Equal(ReturnCode.DuplicateLink, bench.Create("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"49000","orderLinkId":"a-1"}""").Code);
        Assert.Equal(ReturnCode.SpotDuplicateLink, bench.Create("""{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.01","price":"49000","orderLinkId":"a-1"}""").Code);
    }

    [Fact]
    public void Post_only_that_would_take_is_accepted_and_cancelled_with_its_reason()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 1);
        var order = bench.Limit("Buy", 50_000, 0.1m, ",\"timeInForce\":\"PostOnly\"");
        Assert.Equal((OrderState.Cancelled, RejectKind.PostOnlyWillTakeLiquidity), (order.State, order.Reject));
    }

    [Fact]
    public void Fill_or_kill_fills_whole_or_not_at_all_and_ioc_keeps_what_it_got()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 0.1m);
        var kill = bench.Limit("Buy", 50_000, 0.2m, ",\"timeInForce\":\"FOK\"");
        Assert.Equal((OrderState.Cancelled, 0m), (kill.State, kill.Filled.ToDecimal()));
        var ioc = bench.Limit("Buy", 50_000, 0.2m, ",\"timeInForce\":\"IOC\"");
        Assert.Equal((OrderState.Cancelled, 0.1m), (ioc.State, ioc.Filled.ToDecimal()));
    }

    [Theory]
    [InlineData("CancelMaker", OrderState.Cancelled, OrderState.New)]
    [InlineData("CancelTaker", OrderState.New, OrderState.Cancelled)]
    [InlineData("CancelBoth", OrderState.Cancelled, OrderState.Cancelled)]
    [InlineData("None", OrderState.Filled, OrderState.Filled)]
    public void Self_match_prevention_follows_the_incoming_order(string smp, object maker, object taker)
    {
        var bench = new CoreBench();
        var resting = bench.Limit("Sell", 50_000, 0.1m);
        var incoming = bench.Limit("Buy", 50_000, 0.1m, $",\"smpType\":\"{smp}\"");
        Assert.Equal((maker, taker), ((object)resting.State, (object)incoming.State));
        if (smp == "None") Assert.NotEqual(bench.Recorder.Executions[0].Id, bench.Recorder.Executions[1].Id);
    }

    [Fact]
    public void Reduce_only_is_cut_to_the_position_and_vanishes_with_it()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 0.1m);
        bench.MarketOrder("Buy", 0.1m);
        var reduce = bench.Limit("Sell", 50_500, 0.5m, ",\"reduceOnly\":true");
        Assert.Equal(0.1m, reduce.Quantity.ToDecimal());
        bench.Quote(CoreBench.Linear, Side.Buy, 50_000, 0.1m);
        bench.MarketOrder("Sell", 0.1m);
        Assert.Equal((OrderState.Cancelled, CancelKind.CancelByReduceOnly), (reduce.State, reduce.Cancel));
    }

    [Fact]
    public void An_amended_total_counts_the_filled_part_and_may_not_fall_to_it()
    {
        var bench = new CoreBench();
        var order = bench.Limit("Buy", 49_000, 0.1m);
        bench.Quote(CoreBench.Linear, Side.Sell, 49_000, 0.04m, TimeInForce.Ioc);
        var amend = bench.Read($$"""{"category":"linear","symbol":"BTCUSDT","orderId":"{{order.OrderIdText}}","qty":"0.04"}""");
        Assert.Equal(ReturnCode.AmendBelowFilled, bench.Core.Orders.Amend(bench.Account, amend).Code);
        amend.Quantity = NumberField.Of(0.05m);
        Assert.True(bench.Core.Orders.Amend(bench.Account, amend).Ok);
        Assert.Equal((0.05m, 0.01m), (order.Quantity.ToDecimal(), order.Unfilled.ToDecimal()));
        Assert.Equal(490m, bench.Account.Holding(bench.Btc).BuyOrderValue);
    }

    [Fact]
    public void A_stop_fires_when_the_last_price_reaches_it_and_its_states_follow_the_life_cycle()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_500, 1);
        var stop = bench.MarketOrder("Buy", 0.1m, ",\"triggerPrice\":\"50500\",\"triggerDirection\":1");
        Assert.Equal(OrderState.Untriggered, stop.State);
        bench.Quote(CoreBench.Linear, Side.Buy, 50_500, 0.01m, TimeInForce.Ioc);
        Assert.Equal(new[] { "Untriggered", "Triggered", "New", "Filled" }, bench.Recorder.Words.Where(w => w.StartsWith(stop.Id + ":", StringComparison.Ordinal)).Select(w => w.Split(':')[1]));
        Assert.Equal(CreateKind.CreateByStopOrder, stop.Create);
    }

    [Fact]
    public void Attached_full_protection_becomes_a_pair_that_goes_with_the_position()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 1);
        bench.MarketOrder("Buy", 0.1m, ",\"takeProfit\":\"51000\",\"stopLoss\":\"49000\"");
        var stop = ProtectionDesk.Full(bench.Position, StopKind.StopLoss)!;
        var take = ProtectionDesk.Full(bench.Position, StopKind.TakeProfit)!;
        Assert.Equal((0.1m, 0.1m), (stop.Quantity.ToDecimal(), take.Quantity.ToDecimal()));
        bench.MarketOrder("Buy", 0.1m);
        Assert.Equal(0.2m, stop.Quantity.ToDecimal());
        bench.Quote(CoreBench.Linear, Side.Buy, 48_990, 1);
        bench.Quote(CoreBench.Linear, Side.Buy, 49_000, 0.01m);
        bench.Quote(CoreBench.Linear, Side.Sell, 49_000, 0.01m, TimeInForce.Ioc);
        Assert.Equal((OrderState.Filled, OrderState.Deactivated, CancelKind.CancelByTpSlTsClear), (stop.State, take.State, take.Cancel));
        Assert.True(bench.Position.Size.IsZero);
        Assert.Empty(bench.Btc.Waiting);
    }

    [Fact]
    public void A_withheld_part_of_an_immediate_order_is_cancelled_and_the_order_says_so()
    {
        var bench = new CoreBench();
        bench.Core.LetThrough = _ => Quantity.FromDecimal(0.04m);
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 1);
        var order = bench.MarketOrder("Buy", 0.1m);
        Assert.Equal((OrderState.Cancelled, 0.04m, 0.1m), (order.State, order.Filled.ToDecimal(), order.Quantity.ToDecimal()));
        Assert.Empty(bench.Account.Open);
    }

    [Fact]
    public void Hedge_mode_keeps_a_long_and_a_short_apart()
    {
        var bench = new CoreBench();
        Assert.True(bench.Core.Positions.SwitchMode(bench.Account, [bench.Btc], 3).Ok);
        Assert.Equal(ReturnCode.ModeNotModified, bench.Core.Positions.SwitchMode(bench.Account, [bench.Btc], 3).Code);
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 1);
        bench.Quote(CoreBench.Linear, Side.Buy, 49_990, 1);
        bench.MarketOrder("Buy", 0.1m, ",\"positionIdx\":1");
        bench.MarketOrder("Sell", 0.2m, ",\"positionIdx\":2");
        bench.MarketOrder("Sell", 0.04m, ",\"positionIdx\":1");
        var holding = bench.Account.Holding(bench.Btc);
        Assert.Equal((0.06m, -0.2m), (holding.Positions[1].Size.ToDecimal(), holding.Positions[2].Size.ToDecimal()));
        Assert.Equal(ReturnCode.ModeHasPosition, bench.Core.Positions.SwitchMode(bench.Account, [bench.Btc], 0).Code);
    }

    [Fact]
    public void Partial_protection_covers_the_fills_of_its_order()
    {
        var bench = new CoreBench();
        var order = bench.Limit("Buy", 50_000, 0.2m, ",\"takeProfit\":\"51000\",\"stopLoss\":\"49000\",\"tpslMode\":\"Partial\",\"tpOrderType\":\"Limit\",\"tpLimitPrice\":\"51000\"");
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 0.05m, TimeInForce.Ioc);
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 0.15m, TimeInForce.Ioc);
        Assert.Equal(OrderState.Filled, order.State);
        Assert.Equal([(StopKind.PartialTakeProfit, 0.2m), (StopKind.PartialStopLoss, 0.2m)], bench.Btc.Waiting.Select(o => (o.Stop, o.Quantity.ToDecimal())));
    }

    [Fact]
    public void A_trailing_stop_follows_the_best_price_at_its_distance()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 1);
        bench.MarketOrder("Buy", 0.1m);
        Assert.True(bench.Core.Positions.TradingStop(bench.Account, bench.Read("""{"category":"linear","symbol":"BTCUSDT","tpslMode":"Full","positionIdx":0,"trailingStop":"500"}""")).Ok);
        var trail = ProtectionDesk.Full(bench.Position, StopKind.TrailingStop)!;
        Assert.Equal(49_500m, trail.TriggerPrice.ToDecimal());
        bench.Core.Triggers.Check(bench.Btc, PriceBasis.LastPrice, Price.FromDecimal(50_300), Price.FromDecimal(50_400));
        Assert.Equal(49_900m, trail.TriggerPrice.ToDecimal());
        bench.Quote(CoreBench.Linear, Side.Buy, 49_890, 1);
        bench.Core.Triggers.Check(bench.Btc, PriceBasis.LastPrice, Price.FromDecimal(49_900), Price.FromDecimal(49_900));
        bench.Core.Triggers.Drain();
        Assert.Equal((OrderState.Filled, true), (trail.State, bench.Position.Size.IsZero));
    }

    [Fact]
    public void The_same_commands_give_the_same_words()
    {
        static string Play()
        {
            var bench = new CoreBench(1_000_000);
            var random = new Rng(11);
            for (var i = 0; i < 300; i++)
            {
                bench.Quote(CoreBench.Linear, random.Next(2) == 0 ? Side.Buy : Side.Sell, 50_000 + random.Next(200) - 100, 0.01m);
                bench.Create($$"""{"category":"linear","symbol":"BTCUSDT","side":"{{(random.Next(2) == 0 ? "Buy" : "Sell")}}","orderType":"Limit","qty":"0.02","price":"{{50_000 + random.Next(200) - 100}}"}""");
            }

            return string.Join(' ', bench.Recorder.Words) + bench.Usdt;
        }

        Assert.Equal(Play(), Play());
    }
}
