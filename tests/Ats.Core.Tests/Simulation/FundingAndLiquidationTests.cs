using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>
/// Numbers by hand from Bybit's formulas: funding = size x mark x rate, long pays when positive; maintenance margin = value x (0.5 % + taker fee
/// to close); liquidation when equity reaches it, at the bankruptcy price.
/// </summary>
public sealed class FundingAndLiquidationTests
{
    private static readonly Instrument Free = Bench.Linear with { Fees = FeeSchedule.Free };

    /// <summary>An arm with a position opened at 100.</summary>
    private static ExchangeBench Holding(decimal signed, decimal cash, Instrument? instrument = null)
    {
        var bench = new ExchangeBench(FillModelKind.Trades, instrument ?? Free, cash);
        bench.Trade(0, 100);
        bench.Send(signed > 0 ? Side.Buy : Side.Sell, Math.Abs(signed));
        bench.Trade(1, 100);
        return bench;
    }

    [Theory]
    [InlineData(2, 0.0001, 0.0202)]
    [InlineData(-2, 0.0001, -0.0202)]
    [InlineData(2, -0.0003, -0.0606)]
    [InlineData(-2, -0.0003, 0.0606)]
    public void Longs_pay_shorts_when_the_rate_is_positive_at_the_mark(double signed, double rate, double paid)
    {
        var bench = Holding((decimal)signed, 1000);
        bench.Trade(2, 90);
        bench.Mark(3, 101);
        bench.Funding(4, (decimal)rate);
        var word = bench.Reports.Single(r => r.Kind == OrderEventKind.Funding);
        Assert.Equal(((decimal)paid, 101m, (decimal)signed), (word.Fee, word.Price.ToDecimal(), word.Quantity.ToDecimal()));
        Assert.Equal(1000m - (decimal)paid, bench.Exchange.CashOf(0));
    }

    [Fact]
    public void Funding_is_paid_by_what_is_held_at_its_moment_only()
    {
        var bench = Holding(2, 1000);
        bench.Send(Side.Sell, 2);
        bench.Trade(2, 100);
        bench.Funding(3, 0.01m);
        Assert.DoesNotContain(bench.Reports, r => r.Kind == OrderEventKind.Funding);
    }

    [Theory]
    // Long 10 at 100 with 100: 100 + 10 (p - 100) = 10 p x 0.005 at p = 900 / 9.95 = 90.4523.
    [InlineData(10, 90.5, false)]
    [InlineData(10, 90.4, true)]
    // Short 10 at 100 with 100: 100 - 10 (p - 100) = 10 p x 0.005 at p = 1100 / 10.05 = 109.4527.
    [InlineData(-10, 109.4, false)]
    [InlineData(-10, 109.5, true)]
    public void A_position_is_liquidated_where_equity_meets_maintenance_margin(double signed, double price, bool liquidated)
    {
        var bench = Holding((decimal)signed, 100);
        bench.Trade(2, (decimal)price);
        Assert.Equal(liquidated, bench.Fills.Any(f => f.Reason == OrderRejectReason.Liquidated));
    }

    [Theory]
    // Taker fee 5.5 bp: 0.55 paid to open. 109.45 + 10 (p - 100) = 10 p x 0.00555 at p = 890.55 / 9.9445 = 89.5520.
    [InlineData(89.6, false)]
    [InlineData(89.5, true)]
    public void The_fee_to_close_is_part_of_maintenance_margin(double price, bool liquidated)
    {
        var bench = Holding(10, 110, Bench.Linear);
        bench.Trade(2, (decimal)price);
        Assert.Equal(liquidated, bench.Fills.Any(f => f.Reason == OrderRejectReason.Liquidated));
    }

    [Fact]
    public void It_is_closed_where_nothing_is_left_after_the_fee_whatever_the_market_did_beyond()
    {
        var bench = Holding(10, 110, Bench.Linear);
        bench.Trade(2, 50);
        var fill = bench.Fills.Last();
        // 109.45 + 10 (p - 100) = 10 p x 0.00055 at p = 890.55 / 9.9945 = 89.1040, up to the tick: 89.2. The insurance fund bears the rest.
        Assert.Equal((89.2m, 10m, 0.4906m), (fill.Price.ToDecimal(), fill.Quantity.ToDecimal(), fill.Fee));
        Assert.Equal(109.45m - 108m - 0.4906m, bench.Exchange.CashOf(0));
    }

    [Fact]
    public void Without_fees_the_price_is_the_bankruptcy_price_of_the_leverage()
    {
        var (longs, shorts) = (Holding(10, 100), Holding(-10, 100));
        longs.Trade(2, 89);
        shorts.Trade(2, 111);
        Assert.Equal((90m, 110m), (longs.Fills.Last().Price.ToDecimal(), shorts.Fills.Last().Price.ToDecimal()));
        Assert.Equal((0m, 0m), (longs.Exchange.CashOf(0), shorts.Exchange.CashOf(0)));
    }

    [Fact]
    public void Funding_paid_brings_liquidation_nearer()
    {
        // 100 - 5 of funding: 95 + 10 (p - 100) = 0.05 p at p = 905 / 9.95 = 90.9548.
        var bench = Holding(10, 100);
        bench.Funding(2, 0.005m);
        bench.Trade(3, 91m);
        Assert.Single(bench.Fills);
        bench.Trade(4, 90.9m);
        Assert.Equal(2, bench.Fills.Count());
    }

    [Fact]
    public void The_mark_price_decides_where_it_is_published()
    {
        var bench = Holding(10, 100);
        bench.Mark(2, 100);
        bench.Trade(3, 80);
        Assert.Single(bench.Fills);
        bench.Mark(4, 90);
        Assert.Equal(OrderRejectReason.Liquidated, bench.Fills.Last().Reason);
    }

    [Fact]
    public void An_arm_that_is_liquidated_has_nothing_working_anywhere_and_orders_no_more()
    {
        var bench = Holding(10, 100);
        var resting = bench.Send(Side.Buy, 1, limit: 50m);
        bench.Trade(2, 100);
        bench.Trade(3, 80);
        var late = bench.Send(Side.Buy, 1);
        bench.Trade(4, 80);
        Assert.Equal("Accepted, Cancelled (Liquidated)", bench.Story(resting));
        Assert.Equal("Rejected (Liquidated)", bench.Story(late));
    }

    [Fact]
    public void An_arm_is_liquidated_with_all_its_positions_and_all_their_maintenance_margin()
    {
        var bench = new ExchangeBench(FillModelKind.NextOpen, Free, 100m, second: Free);
        void Both(int minute, double first, double second)
        {
            bench.Feed(Bench.Bar(minute, first, first, first, first));
            bench.Feed(Bench.Bar(minute, second, second, second, second, instrument: 1));
        }

        Both(0, 100, 100);
        bench.Send(Side.Buy, 5);
        bench.Send(Side.Sell, 4, instrument: 1);
        Both(1, 100, 100);
        // Long 5 and short 4 from 100: at 80 and 100 equity is 0, gone; at 82 equity 10 > maintenance (410 + 400) x 0.005 = 4.05.
        Both(2, 82, 100);
        Assert.Equal(2, bench.Fills.Count());
        // At 80.8 equity is 4, maintenance 0.005 x (404 + 400) = 4.02; of this position alone it would be 2.02.
        Both(3, 80.8, 100);
        Assert.Equal(4, bench.Fills.Count());
        Assert.All(bench.Fills.Skip(2), f => Assert.Equal(OrderRejectReason.Liquidated, f.Reason));
        Assert.Equal([100m, 80m], bench.Fills.Skip(2).Select(f => f.Price.ToDecimal()));
        Assert.Equal(0m, bench.Exchange.CashOf(0));
    }

    [Fact]
    public void A_book_alone_can_liquidate()
    {
        var bench = new ExchangeBench(FillModelKind.Book, Free, 100m);
        bench.Book(0, true, (Side.Buy, 99.9m, 100), (Side.Sell, 100m, 100));
        bench.Send(Side.Buy, 10);
        bench.Book(1, false, (Side.Buy, 99m, 100));
        bench.Book(2, true, (Side.Buy, 80m, 100), (Side.Sell, 81m, 100));
        Assert.Equal(OrderRejectReason.Liquidated, bench.Fills.Last().Reason);
    }
}
