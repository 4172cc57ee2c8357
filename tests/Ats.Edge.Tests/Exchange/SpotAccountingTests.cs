using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Edge.Tests.Exchange;

public sealed class SpotAccountingTests
{
    private static AccountOrder Order(CoreBench bench, string rest) => bench.Order("{\"category\":\"spot\",\"symbol\":\"BTCUSDT\"," + rest + "}");

    [Fact]
    public void A_market_buy_spends_quote_and_pays_its_fee_in_base()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Spot, Side.Sell, 50_000, 1);
        var order = Order(bench, "\"side\":\"Buy\",\"orderType\":\"Market\",\"qty\":\"1000\"");
        // 1,000 / 50,000 = 0.02 BTC, fee 0.1 % of it
        Assert.Equal(0.02m, order.Filled.ToDecimal());
        Assert.Equal((9_000m, 0.01998m), (bench.Usdt, bench.Account.Coins["BTC"].Wallet));
        Assert.Equal(("BTC", 0.00002m), (order.FeeCoin, order.FilledFee));
        Assert.Equal(OrderState.Filled, order.State);
    }

    [Fact]
    public void A_sell_pays_its_fee_in_quote()
    {
        var bench = new CoreBench();
        bench.Core.Deposit(bench.Account, "BTC", 0.5m);
        bench.Quote(CoreBench.Spot, Side.Buy, 50_000, 1);
        Order(bench, "\"side\":\"Sell\",\"orderType\":\"Market\",\"qty\":\"0.1\"");
        Assert.Equal((10_000m + 5_000m - 5m, 0.4m), (bench.Usdt, bench.Account.Coins["BTC"].Wallet));
    }

    [Fact]
    public void A_resting_buy_locks_its_value_and_a_cancel_frees_it()
    {
        var bench = new CoreBench();
        var order = Order(bench, "\"side\":\"Buy\",\"orderType\":\"Limit\",\"qty\":\"0.1\",\"price\":\"49000\"");
        Assert.Equal(4_900m, bench.Account.Coins["USDT"].Locked);
        Assert.Equal(ReturnCode.SpotNoBalance, bench.Create("""{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.11","price":"49000"}""").Code);
        bench.Core.Orders.CancelBySystem(order, CancelKind.CancelByUser);
        Assert.Equal((0m, OrderState.Cancelled), (bench.Account.Coins["USDT"].Locked, order.State));
    }

    [Fact]
    public void A_cancelled_order_with_fills_is_partially_filled_canceled()
    {
        var bench = new CoreBench();
        var order = Order(bench, "\"side\":\"Buy\",\"orderType\":\"Limit\",\"qty\":\"0.1\",\"price\":\"49000\"");
        bench.Quote(CoreBench.Spot, Side.Sell, 49_000, 0.04m, TimeInForce.Ioc);
        Assert.Equal(49_000m * 0.06m, bench.Account.Coins["USDT"].Locked);
        bench.Core.Orders.CancelBySystem(order, CancelKind.CancelByUser);
        Assert.Equal(OrderState.PartiallyFilledCanceled, order.State);
        Assert.Equal((0m, 10_000m - 1_960m), (bench.Account.Coins["USDT"].Locked, bench.Usdt));
    }

    [Fact]
    public void A_market_buy_in_base_may_not_cost_more_than_there_is()
    {
        var bench = new CoreBench(1_010);
        bench.Quote(CoreBench.Spot, Side.Sell, 50_000, 0.01m);
        bench.Quote(CoreBench.Spot, Side.Sell, 51_000, 1);
        // 0.01 at 50,000 and 0.01 at 51,000 would be exactly 1,010; a lot more is too much
        Assert.Equal(ReturnCode.SpotNoBalance, bench.Create("""{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.020001","marketUnit":"baseCoin"}""").Code);
        Order(bench, "\"side\":\"Buy\",\"orderType\":\"Market\",\"qty\":\"0.02\",\"marketUnit\":\"baseCoin\"");
        Assert.Equal(0m, bench.Usdt);
    }

    [Fact]
    public void Attached_spot_protection_sells_what_was_received_and_one_leg_cancels_the_other()
    {
        var bench = new CoreBench();
        Order(bench, "\"side\":\"Buy\",\"orderType\":\"Limit\",\"qty\":\"0.1\",\"price\":\"50000\",\"takeProfit\":\"51000\",\"stopLoss\":\"49000\"");
        bench.Quote(CoreBench.Spot, Side.Sell, 50_000, 0.1m, TimeInForce.Ioc);
        Assert.Equal([0.0999m, 0.0999m], bench.BtcSpot.Waiting.Select(o => o.Quantity.ToDecimal()));
        bench.Quote(CoreBench.Spot, Side.Buy, 51_000, 0.2m);
        bench.Quote(CoreBench.Spot, Side.Sell, 51_000, 0.01m, TimeInForce.Ioc);
        Assert.Empty(bench.BtcSpot.Waiting);
        Assert.Equal(0m, bench.Account.Coins["BTC"].Wallet);
        // 5,000 out, 0.0999 x 51,000 x 0.999 back
        Assert.Equal(5_000m + (5_094.9m * 0.999m), bench.Usdt);
    }

    [Fact]
    public void A_stop_order_holds_funds_only_when_it_triggers_and_a_tpsl_order_at_once()
    {
        var bench = new CoreBench();
        bench.Core.Deposit(bench.Account, "BTC", 0.5m);
        bench.Quote(CoreBench.Spot, Side.Buy, 49_000, 1);
        Order(bench, "\"side\":\"Sell\",\"orderType\":\"Market\",\"qty\":\"0.1\",\"triggerPrice\":\"49500\"");
        Assert.Equal(0m, bench.Account.Coins["BTC"].Locked);
        Order(bench, "\"side\":\"Sell\",\"orderType\":\"Market\",\"qty\":\"0.2\",\"triggerPrice\":\"49500\",\"orderFilter\":\"tpslOrder\"");
        Assert.Equal(0.2m, bench.Account.Coins["BTC"].Locked);
        bench.Quote(CoreBench.Spot, Side.Sell, 49_000, 0.01m, TimeInForce.Ioc);
        Assert.Equal((0m, 0.2m), (bench.Account.Coins["BTC"].Locked, bench.Account.Coins["BTC"].Wallet));
    }
}
