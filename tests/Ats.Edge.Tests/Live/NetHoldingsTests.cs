using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Server.Trading;
using CsCheck;

namespace Ats.Edge.Tests.Live;

public sealed class NetHoldingsTests
{
    private static readonly Instrument Linear = Ats.Simulation.Markets.StandardInstruments.Create()[0];
    private static readonly ExecutionRow Row = new() { Symbol = "BTCUSDT", ExecId = "1", Side = Side.Sell, Price = 95_123.7m, ExecType = WireWords.ExecBust };

    [Fact]
    public void A_forced_execution_is_shared_in_whole_lots_to_the_last_one_and_fees_to_the_last_digit() => Gen.Select(Gen.Int[-30, 30].Array[1, 8], Gen.Int[1, 200], Gen.Int[1, 99_999]).Sample((lots, asked, fee) =>
    {
        var holdings = Make(lots);
        var lot = Linear.LotSize.ToDecimal();
        var quantity = Math.Min(asked * lot, holdings.Reducible(0, Side.Sell));
        if (quantity == 0) return;
        var before = holdings.Net(0);
        var row = Row with { Quantity = quantity, Fee = fee / 1_000_000m / 3 };
        var words = holdings.Forced(0, row, default);
        Assert.Equal(quantity, words.Sum(w => w.Quantity.ToDecimal()));
        Assert.Equal(row.Fee, words.Sum(w => w.Fee));
        Assert.Equal(before - quantity, holdings.Net(0));
        Assert.All(words, w => Assert.True(w.Quantity.ToDecimal() % lot == 0 && w.Quantity.Raw > 0 && w.Quantity.ToDecimal() <= lots[w.Order.Arm] * lot));
    });

    [Fact]
    public void A_liquidation_and_the_stop_of_last_resort_are_told_apart()
    {
        var lot = Linear.LotSize.ToDecimal();
        Assert.Equal(OrderRejectReason.Liquidated, Assert.Single(Make([2]).Forced(0, Row with { Quantity = lot }, default)).Reason);
        Assert.Equal(OrderRejectReason.LastResortStop, Assert.Single(Make([2]).Forced(0, Row with { Quantity = lot, ExecType = WireWords.ExecTrade, StopOrderType = "StopLoss" }, default)).Reason);
    }

    [Fact]
    public void Funding_is_shared_to_the_last_digit() => Gen.Select(Gen.Int[-30, 30].Array[1, 8], Gen.Int[-500, 500], Gen.Int[-9999, 9999]).Sample((lots, rate, cents) =>
    {
        var holdings = Make(lots);
        var row = Row with { ExecType = WireWords.ExecFunding, FeeRate = rate / 1_000_000m, Fee = cents / 7_000m };
        var words = holdings.Funding(0, row, default);
        if (words.Count > 0) Assert.Equal(row.Fee, words.Sum(w => w.Fee));
        Assert.Equal(lots.Count(l => l != 0), words.Count);
    });

    [Fact]
    public void Funding_by_hand_the_long_pays_what_the_short_gets_and_the_rest_is_the_accounts()
    {
        var holdings = Make([300, -100]);
        var words = holdings.Funding(0, Row with { ExecType = WireWords.ExecFunding, Price = 100_000, FeeRate = 0.0001m, Fee = 2.00000001m }, default);
        Assert.Equal([3.00000001m, -1m], words.Select(w => w.Fee));
    }

    [Fact]
    public void Funding_that_comes_when_nobody_holds_any_more_falls_on_the_last_trader()
    {
        var holdings = new NetHoldings(3, [Linear]);
        holdings.Add(2, 0, Side.Buy, 1);
        holdings.Add(2, 0, Side.Sell, 1);
        var word = Assert.Single(holdings.Funding(0, Row with { ExecType = WireWords.ExecFunding, Fee = 0.5m }, default));
        Assert.Equal((2, 0.5m), (word.Order.Arm, word.Fee));
    }

    [Fact]
    public void One_lot_too_few_for_everybody_leaves_one_holder_out_and_loses_none()
    {
        var holdings = Make([1, 1, 1, 1]);
        var words = holdings.Forced(0, Row with { Quantity = 3 * Linear.LotSize.ToDecimal(), Fee = 0.1m }, default);
        Assert.Equal([0, 1, 2], words.Select(w => w.Order.Arm));
        Assert.Equal(Linear.LotSize.ToDecimal(), holdings.Net(0));
    }

    private static NetHoldings Make(int[] lots)
    {
        var holdings = new NetHoldings(lots.Length, [Linear]);
        for (var arm = 0; arm < lots.Length; arm++)
        {
            if (lots[arm] != 0) holdings.Add(arm, 0, lots[arm] > 0 ? Side.Buy : Side.Sell, Math.Abs(lots[arm]) * Linear.LotSize.ToDecimal());
        }

        return holdings;
    }
}
