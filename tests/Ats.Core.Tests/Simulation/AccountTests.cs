using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>What the exchange lets an account do, at the exact boundaries.</summary>
public sealed class AccountTests
{
    private static void Step(ExchangeBench bench, int minute, double price) => bench.Feed(Bench.Bar(minute, price, price, price, price));

    [Theory]
    [InlineData("100.1", "Taker 1 at 100")]
    [InlineData("100.099", "Taker 0.999 at 100, Cancelled (InsufficientBalance)")]
    [InlineData("0.1001", "Taker 0.001 at 100, Cancelled (InsufficientBalance)")]
    [InlineData("0.10009", "Cancelled (InsufficientBalance)")]
    public void Spot_pays_price_and_fee_in_full_to_the_last_digit(string cash, string story)
    {
        // 1 at 100 with a fee of 10 bp costs exactly 100.1; the lot is 0.001.
        var bench = new ExchangeBench(FillModelKind.NextOpen, Bench.Spot, decimal.Parse(cash, System.Globalization.CultureInfo.InvariantCulture));
        Step(bench, 0, 100);
        var id = bench.Send(Side.Buy, 1);
        Step(bench, 1, 100);
        Assert.Equal(story, bench.Story(id));
        Assert.True(bench.Exchange.CashOf(0) >= 0);
    }

    [Theory]
    [InlineData("100.55", "Taker 10 at 100")]
    [InlineData("100.549", "Taker 9.999 at 100, Cancelled (InsufficientBalance)")]
    public void A_perpetual_needs_initial_margin_and_the_taker_fee(string cash, string story)
    {
        // 10 at 100, leverage 10, fee 5.5 bp: 1000 x (0.1 + 0.00055) = 100.55.
        var bench = new ExchangeBench(FillModelKind.NextOpen, Bench.Linear, decimal.Parse(cash, System.Globalization.CultureInfo.InvariantCulture));
        Step(bench, 0, 100);
        var id = bench.Send(Side.Sell, 10);
        Step(bench, 1, 100);
        Assert.Equal(story, bench.Story(id));
    }

    [Fact]
    public void Margin_in_one_position_is_not_there_for_another()
    {
        var bench = new ExchangeBench(FillModelKind.NextOpen, Bench.Linear, 110m, second: Bench.Linear with { Fees = FeeSchedule.Free });
        void Both(int minute)
        {
            Step(bench, minute, 100);
            bench.Feed(Bench.Bar(minute, 100, 100, 100, 100, instrument: 1));
        }

        Both(0);
        bench.Send(Side.Buy, 10);
        Both(1);
        var second = bench.Send(Side.Buy, 10, instrument: 1);
        Both(2);
        // 110 - 0.55 fee - 100 margin leaves 9.45: 0.945 at 100 with leverage 10.
        Assert.Equal("Taker 0.945 at 100, Cancelled (InsufficientBalance)", bench.Story(second));
    }

    [Fact]
    public void A_flip_is_paid_for_with_what_its_closing_part_frees()
    {
        var bench = new ExchangeBench(FillModelKind.NextOpen, Bench.Linear, 100.55m);
        Step(bench, 0, 100);
        bench.Send(Side.Buy, 10);
        Step(bench, 1, 100);
        var flip = bench.Send(Side.Sell, 20);
        Step(bench, 2, 110);
        // After closing 10 at 110: 100.55 - 0.55 + 100 - 0.605 = 199.395 free; a unit at 110 needs 11.0605: 18.027 would do.
        Assert.Equal("Taker 20 at 110", bench.Story(flip));
        var back = bench.Send(Side.Buy, 40);
        Step(bench, 3, 110);
        Assert.StartsWith("Taker 27.9", bench.Story(back), StringComparison.Ordinal);
    }

    [Fact]
    public void Reductions_are_never_refused_whatever_the_account()
    {
        var bench = new ExchangeBench(FillModelKind.NextOpen, Bench.Linear, 100.55m);
        Step(bench, 0, 100);
        bench.Send(Side.Buy, 10);
        Step(bench, 1, 100);
        var close = bench.Send(Side.Sell, 10);
        Step(bench, 2, 91);
        Assert.Equal("Taker 10 at 91", bench.Story(close));
    }

    [Fact]
    public void Reduce_only_never_increases()
    {
        var bench = new ExchangeBench(FillModelKind.NextOpen);
        Step(bench, 0, 100);
        var flat = bench.Send(Side.Sell, 1, reduceOnly: true);
        bench.Send(Side.Buy, 2);
        Step(bench, 1, 100);
        var same = bench.Send(Side.Buy, 1, reduceOnly: true);
        var big = bench.Send(Side.Sell, 5, reduceOnly: true);
        Step(bench, 2, 100);
        Assert.Equal("Rejected (ReduceOnlyWouldIncrease)", bench.Story(flat));
        Assert.Equal("Rejected (ReduceOnlyWouldIncrease)", bench.Story(same));
        Assert.Equal("Taker 2 at 100, Cancelled (ReduceOnlyWouldIncrease)", bench.Story(big));
    }

    [Fact]
    public void A_resting_reduce_only_order_ends_when_the_position_it_would_reduce_is_gone()
    {
        var bench = new ExchangeBench(FillModelKind.NextOpen);
        Step(bench, 0, 100);
        bench.Send(Side.Buy, 1);
        Step(bench, 1, 100);
        var profit = bench.Send(Side.Sell, 1, limit: 105m, reduceOnly: true);
        bench.Send(Side.Sell, 1);
        Step(bench, 2, 100);
        bench.Feed(Bench.Bar(3, 100, 106, 100, 106));
        Assert.Equal("Accepted, Cancelled (ReduceOnlyWouldIncrease)", bench.Story(profit));
    }

    [Fact]
    public void Spot_sells_no_more_than_it_holds()
    {
        var bench = new ExchangeBench(FillModelKind.NextOpen, Bench.Spot, 1000m);
        Step(bench, 0, 100);
        bench.Send(Side.Buy, 2);
        Step(bench, 1, 100);
        var id = bench.Send(Side.Sell, 3);
        var again = bench.Send(Side.Sell, 1);
        Step(bench, 2, 100);
        Assert.Equal("Taker 2 at 100, Cancelled (InsufficientBalance)", bench.Story(id));
        Assert.Equal("Cancelled (InsufficientBalance)", bench.Story(again));
    }

    [Fact]
    public void Instruments_that_settle_in_their_base_are_refused()
    {
        var inverse = new Instrument(InstrumentId.Parse("test:inverse:BTCUSD"), new Asset("BTC"), new Asset("USD"), Price.FromDecimal(0.5m), Quantity.FromDecimal(1));
        Assert.Throws<ArgumentException>(() => new ExchangeBench(FillModelKind.NextOpen, inverse));
    }
}
