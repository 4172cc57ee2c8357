using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Edge.Tests.Exchange;

public sealed class MarginTests
{
    [Fact]
    public void Position_and_orders_take_initial_margin_by_leverage_and_the_worse_side_counts()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 0.4m);
        bench.MarketOrder("Buy", 0.4m);
        bench.Limit("Buy", 49_000, 0.1m);
        bench.Limit("Sell", 50_500, 0.5m);
        var margin = Margin.Of(bench.Account, bench.Core);
        // position 20,000 / 10; buys make it 24,900 long, sells only 5,250 short
        Assert.Equal((2_000m, 490m, 100m), (margin.PositionInitial, margin.OrderInitial, margin.Maintenance));
        Assert.Equal(10_000m - 11m - 2_490m, margin.Available);
    }

    [Fact]
    public void An_order_beyond_the_available_margin_is_110007_and_a_reduction_is_not()
    {
        var bench = new CoreBench(1_000);
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 1);
        // 0.2 BTC needs 1,000 of margin and 5.5 of fee
        Assert.Equal(ReturnCode.NoMargin, bench.Create("""{"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.2"}""").Code);
        bench.MarketOrder("Buy", 0.19m);
        bench.Limit("Sell", 50_100, 0.19m);
    }

    [Fact]
    public void Liquidation_price_is_where_the_balance_meets_maintenance()
    {
        var bench = new CoreBench(1_000);
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 1);
        bench.MarketOrder("Buy", 0.1m);
        var margin = Margin.Of(bench.Account, bench.Core);
        var price = margin.LiquidationPrice(bench.Position);
        // balance 1,000 - 2.75 + 0.1 (p - 50,000) = 0.1 p 0.005 => p = (5,000 - 997.25) / 0.0995
        Assert.Equal(4_002.75m / 0.0995m, price);
    }

    [Fact]
    public void An_account_below_maintenance_is_liquidated_at_the_bankruptcy_price_and_ends_at_nothing()
    {
        var bench = new CoreBench(1_000);
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 1);
        bench.MarketOrder("Buy", 0.1m);
        bench.Limit("Buy", 45_000, 0.01m);
        bench.SetMark(CoreBench.Linear, 40_229m);
        bench.Core.Liquidation.Check();
        Assert.False(bench.Position.Size.IsZero);
        bench.SetMark(CoreBench.Linear, 40_228m);
        bench.Core.Liquidation.Check();
        Assert.True(bench.Position.Size.IsZero);
        Assert.Empty(bench.Account.Open);
        // (5,000 - 997.25) / (0.1 x (1 - 0.00055)) = 40,049.527..., rounded up to the tick
        var (wasLong, quantity, price) = Assert.Single(bench.Recorder.Liquidations);
        Assert.Equal((true, 0.1m, 40_049.6m), (wasLong, quantity.ToDecimal(), price.ToDecimal()));
        Assert.InRange(bench.Usdt, 0m, 0.01m);
        Assert.Equal(ExecutionKind.BustTrade, bench.Recorder.Executions[^1].Kind);
    }

    [Fact]
    public void Leverage_changes_margin_and_knows_its_limits()
    {
        var bench = new CoreBench();
        var holding = bench.Account.Holding(bench.Btc);
        Assert.Equal(ReturnCode.LeverageNotModified, bench.Core.Positions.SetLeverage(bench.Account, bench.Btc, NumberField.Of(10), NumberField.Of(10)).Code);
        Assert.Equal(ReturnCode.LeverageRisk, bench.Core.Positions.SetLeverage(bench.Account, bench.Btc, NumberField.Of(101), NumberField.Of(101)).Code);
        Assert.True(bench.Core.Positions.SetLeverage(bench.Account, bench.Btc, NumberField.Of(20), NumberField.Of(20)).Ok);
        bench.Limit("Buy", 49_000, 0.1m);
        Assert.Equal((20m, 245m), (holding.Leverage, Margin.Of(bench.Account, bench.Core).OrderInitial));
    }
}
