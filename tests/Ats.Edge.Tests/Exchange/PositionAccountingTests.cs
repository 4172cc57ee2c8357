using Ats.Domain;

namespace Ats.Edge.Tests.Exchange;

public sealed class PositionAccountingTests
{
    [Fact]
    public void A_buy_in_two_fills_averages_and_pays_taker_fees()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 0.1m);
        bench.Quote(CoreBench.Linear, Side.Sell, 50_100, 0.3m);
        var order = bench.MarketOrder("Buy", 0.4m);
        Assert.Equal(0.4m, order.Filled.ToDecimal());
        // (0.1 x 50,000 + 0.3 x 50,100) / 0.4 = 50,075; fee 20,030 x 0.00055 = 11.0165
        Assert.Equal(50_075m, bench.Position.AverageEntry);
        Assert.Equal(10_000m - 11.0165m, bench.Usdt);
        Assert.Equal(-11.0165m, bench.Position.CurRealised);
        Assert.Equal([$"{order.Id}:New", $"{order.Id}:PartiallyFilled", $"{order.Id}:Filled"], bench.Recorder.Words);
    }

    [Fact]
    public void A_partial_close_realises_its_share_and_leaves_the_average()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 0.2m);
        bench.MarketOrder("Buy", 0.2m);
        bench.Quote(CoreBench.Linear, Side.Buy, 50_400, 0.05m);
        var exit = bench.MarketOrder("Sell", 0.05m);
        // entry fee 5.5; exit 0.05 x 400 = 20, fee 2,520 x 0.00055 = 1.386
        Assert.Equal(10_000m - 5.5m + 20m - 1.386m, bench.Usdt);
        Assert.Equal(50_000m, bench.Position.AverageEntry);
        Assert.Equal(0.15m, bench.Position.Size.ToDecimal());
        var row = bench.Account.ClosedPnl[0];
        Assert.Equal((exit.Id, 0.05m, 2_500m, 2_520m, 18.614m), (row.OrderId, row.ClosedQuantity, row.EntryValue, row.ExitValue, row.Pnl));
    }

    [Fact]
    public void A_fill_beyond_the_position_turns_it_round_at_the_fill_price()
    {
        var bench = new CoreBench();
        bench.Quote(CoreBench.Linear, Side.Sell, 50_000, 0.1m);
        bench.MarketOrder("Buy", 0.1m);
        bench.Quote(CoreBench.Linear, Side.Buy, 49_900, 0.3m);
        bench.MarketOrder("Sell", 0.3m);
        // lost 0.1 x 100 = 10; fees 2.75 and 14,970 x 0.00055 = 8.2335
        Assert.Equal(-0.2m, bench.Position.Size.ToDecimal());
        Assert.Equal(49_900m, bench.Position.AverageEntry);
        Assert.Equal(10_000m - 10m - 2.75m - 8.2335m, bench.Usdt);
        Assert.Equal(-0.2m, bench.Btc.Book.Position(1024).ToDecimal());
    }

    [Fact]
    public void A_resting_order_pays_the_maker_rate()
    {
        var bench = new CoreBench();
        var order = bench.Limit("Buy", 49_990, 0.1m);
        bench.Quote(CoreBench.Linear, Side.Sell, 49_990, 0.1m, TimeInForce.Ioc);
        Assert.Equal(0.1m, order.Filled.ToDecimal());
        Assert.Equal(10_000m - (4_999m * 0.0002m), bench.Usdt);
        Assert.True(bench.Recorder.Executions[0].IsMaker);
    }

    [Theory]
    [InlineData("Buy", 0.0001, -0.5)]
    [InlineData("Sell", 0.0001, 0.5)]
    [InlineData("Buy", -0.0002, 1.0)]
    public void Funding_is_size_times_mark_times_rate_and_long_pays(string side, double rate, double change)
    {
        var bench = new CoreBench();
        bench.Market.Rate = (decimal)rate;
        bench.Quote(CoreBench.Linear, side == "Buy" ? Side.Sell : Side.Buy, 50_000, 0.1m);
        bench.MarketOrder(side, 0.1m);
        var before = bench.Usdt;
        bench.Btc.FundingRate = (decimal)rate;
        bench.Core.Clock.Fund(bench.Btc);
        Assert.Equal(before + (decimal)change, bench.Usdt);
        Assert.Equal(-(decimal)change, bench.Recorder.Executions[^1].Fee);
        Assert.Equal("SETTLEMENT", bench.Account.WalletChanges[^1].Type);
    }

    [Fact]
    public void The_ledger_adds_up_to_the_wallet_after_many_trades()
    {
        var bench = new CoreBench(1_000_000);
        var random = new Rng(5);
        for (var i = 0; i < 500; i++)
        {
            var side = random.Next(2) == 0 ? "Buy" : "Sell";
            var price = 50_000m + random.Next(400) - 200;
            bench.Quote(CoreBench.Linear, side == "Buy" ? Side.Sell : Side.Buy, price, 0.001m * (1 + random.Next(50)));
            bench.Create($$"""{"category":"linear","symbol":"BTCUSDT","side":"{{side}}","orderType":"Market","qty":"{{0.001m * (1 + random.Next(60))}}"}""");
        }

        decimal changes = 0, executed = 0;
        for (var i = 0; i < bench.Account.WalletChanges.Count; i++) changes += bench.Account.WalletChanges[i].Change;
        for (var i = 0; i < bench.Account.Executions.Count; i++) executed += bench.Account.Executions[i].Pnl - bench.Account.Executions[i].Fee;
        Assert.Equal(bench.Usdt, changes);
        Assert.InRange(bench.Usdt - 1_000_000m - executed, -1e-15m, 1e-15m);
        Assert.Equal(bench.Position.Size, bench.Btc.Book.Position(1024));
        Assert.Equal(bench.Position.Size.Raw, bench.Recorder.Executions.Sum(e => e.Side.Sign() * e.Quantity.Raw));
    }
}
