using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Engine;
using Ats.Strategies;

namespace Ats.Core.Tests.Strategies;

/// <summary>Rules of the sources, on markets small enough to follow by hand.</summary>
public sealed class StrategyLogicTests
{
    [Fact]
    public void Averages_that_are_equal_are_neither_above_nor_below()
    {
        Assert.Equal([double.NaN, double.NaN, 0, 1, -1, -1], Levels(new SmaCross(new SmaCross.Settings(1, 3, true)), [100, 100, 100, 101, 100, 98]));
        Assert.Equal([double.NaN, 0, 0], Levels(new EmaCross(new EmaCross.Settings(1, 2, true)), [100, 100, 100]));
        Assert.Equal([double.NaN, 0, 0], Levels(new MacdCross(new MacdCross.Settings(1, 2, 1, true)), [100, 100, 100]));
    }

    [Fact]
    public void Momentum_goes_with_the_return_over_its_lookback_and_rests_inside_its_band()
    {
        var settings = new TimeSeriesMomentum.Settings(2, 50, true);
        Assert.Equal([double.NaN, double.NaN, 0, 1, -1], Levels(new TimeSeriesMomentum(settings), [100, 100, 100.4, 101, 99]));
    }

    [Fact]
    public void A_turtle_enters_on_a_breakout_and_leaves_at_the_shorter_channel()
    {
        var turtle = new DonchianBreakout(new DonchianBreakout.Settings(3, 2, 2, 0, true));
        (double High, double Low, double Close)[] bars =
        [
            (101, 99, 100), (102, 98, 100), (101, 99, 100),
            (102, 100, 101), // inside the channel of 98 to 102
            (104, 99, 103), // above 102: in
            (105, 103, 104), (104, 100, 102),
            (103, 99, 99.5), // below the two bars' low of 100, not below the three bars' of 99: out
            (99, 97, 98), // below the three bars' low of 99: short
        ];
        Assert.Equal([double.NaN, double.NaN, double.NaN, 0, 1, 1, 1, 0, -1], Levels(turtle, bars));
    }

    [Fact]
    public void A_turtle_that_was_stopped_is_out_and_may_enter_again()
    {
        var turtle = new DonchianBreakout(new DonchianBreakout.Settings(2, 1, 1, 1, false));
        // The breakout bar's true range is 4: in at 104 with a stop at 100, which the next bar's low touches though its close is a new high.
        (double High, double Low, double Close)[] bars = [(101, 99, 100), (101, 99, 100), (104, 102, 104), (104.5, 99.9, 104.2), (106, 104, 105.5)];
        var targets = new Targets(1);
        Assert.Equal([double.NaN, double.NaN, 1, 0, 1], Levels(turtle, bars, targets));
        Assert.Equal(105.5 - 2, targets[0].Stop, 9);
    }

    [Fact]
    public void Reversions_open_beyond_the_band_and_leave_at_the_middle()
    {
        var bollinger = new BollingerReversion(new BollingerReversion.Settings(4, 1, true));
        // Means 100, 98.5 (deviation 2.6), 98.25, 98.5 (2.7), 102 (7.4).
        Assert.Equal([double.NaN, double.NaN, double.NaN, 0, 1, 0, 0, -1], Levels(bollinger, [100, 100, 100, 100, 94, 99, 101, 114]));
        var rsi = new RsiReversion(new RsiReversion.Settings(2, 30, 70, true));
        // Indices 0, 16.7, 64.3, 90.7.
        Assert.Equal([double.NaN, double.NaN, 1, 1, 0, -1], Levels(rsi, [100, 99, 98, 98.2, 99, 101]));
    }

    [Fact]
    public void A_pair_sells_the_dear_one_and_buys_the_cheap_one_at_the_same_close_only()
    {
        var pairs = new Pairs(new Pairs.Settings(4, 1, 0.5));
        var targets = new Targets(2);
        double[] first = [100, 100, 100, 90];
        for (var i = 0; i < 4; i++)
        {
            pairs.OnBar(0, Minute(i, first[i], 0), targets);
            Assert.True(targets[0].IsHold);
            if (i == 3) pairs.OnBar(1, Minute(2, 50, 1), targets);
            Assert.True(targets[0].IsHold);
            pairs.OnBar(1, Minute(i, 50, 1), targets);
        }

        Assert.Equal(1, targets[0].Level);
        Assert.Equal(-1, targets[1].Level);
        // The log ratio lies 3/4 ln(100/90) below its mean of four: each leg expects half of that.
        Assert.Equal(0.75 * Math.Log(100 / 90.0) * 5000, targets[0].EdgeBps, 6);
    }

    [Fact]
    public void A_book_imbalance_is_followed_no_sooner_than_its_hold_allows()
    {
        var follow = new BookImbalanceFollow(new BookImbalanceFollow.Settings(1, 0.01, 0.4, 0.1, 30, true));
        var targets = new Targets(1);
        double At(int second, double bids, double asks)
        {
            follow.OnBook(0, BookOf(bids, asks), new Timestamp(second * Timestamp.NanosecondsPerSecond), targets);
            return targets[0].Level;
        }

        for (var i = 1; i < 50; i++) Assert.True(double.IsNaN(At(i, 9, 1)));
        Assert.Equal(1, At(50, 9, 1));
        Assert.Equal(1, At(79, 1, 9));
        Assert.Equal(-1, At(80, 1, 9));
        Assert.Equal(-1, At(109, 1, 1));
        Assert.Equal(0, At(110, 1, 1));
    }

    [Fact]
    public void A_market_maker_quotes_by_Avellaneda_and_Stoikov_s_formula()
    {
        var maker = Maker(new MarketMaker.Settings(2, 0.1, 0.5, 2, 0, 3, 0));
        var sheet = new QuoteSheet();
        maker.OnPrices(99.999, 100.001, default, sheet);
        // Returns of 10 bps: risk 0.1 * 100 * 2 = 20 bps; half = 10 + 10 ln(1.2).
        var half = 10 + (10 * Math.Log(1.2));
        Assert.Equal(100 * (1 - (half / 1e4)), sheet.BidPrice, 6);
        Assert.Equal(100 * (1 + (half / 1e4)), sheet.AskPrice, 6);
        sheet.Inventory = 1;
        maker.OnPrices(99.999, 100.001, default, sheet);
        Assert.Equal(100 * (1 - ((half + 20) / 1e4)), sheet.BidPrice, 6);
        Assert.Equal(100.001, sheet.AskPrice, 9); // The formula says below the mid; it never betters the best price.
        sheet.Inventory = 3;
        maker.OnPrices(99.999, 100.001, default, sheet);
        Assert.True(double.IsNaN(sheet.BidPrice));
        sheet.Inventory = -3;
        maker.OnPrices(99.999, 100.001, default, sheet);
        Assert.True(double.IsNaN(sheet.AskPrice));
        Assert.Equal(99.999, sheet.BidPrice, 9);
    }

    [Fact]
    public void A_market_maker_on_bars_alone_works_its_inventory_off_even_where_ticks_are_coarse()
    {
        // Ticks of 10 bps, and every bar opens where the last one closed: an order at the last price would take, not rest.
        var coarse = Bench.Linear with { TickSize = Price.FromDecimal(1) };
        var random = new Rng(4);
        var last = 1000.0;
        var bars = Enumerable.Range(0, 2000).Select(i =>
        {
            var open = last;
            last = Math.Clamp(last + random.Next(3) - 1, 950, 1050);
            return Bench.Bar(i, open, Math.Max(open, last) + random.Next(2), Math.Min(open, last) - random.Next(2), last);
        });
        var (backtest, journal) = Bench.Run(coarse, bars, null, Bench.Arm("a", () => StrategySpec.Parse("market-maker").Create(1), 10));
        Assert.True(journal.Fills.Count(f => f.Side == Side.Buy) > 100);
        Assert.True(journal.Fills.Count(f => f.Side == Side.Sell) > 100);
        Assert.InRange(backtest.Engine.Arms[0].Legs[0].Position.Quantity.ToDouble(), -4, 4);
    }

    private static MarketMaker Maker(MarketMaker.Settings settings)
    {
        var maker = new MarketMaker(settings);
        foreach (var close in new[] { 100, 100 * Math.Exp(0.001), 100 })
        {
            var price = Price.FromDouble(close);
            maker.OnBar(new Bar(0, BarInterval.OneMinute, default, default, price, price, price, price, default, 1));
        }

        return maker;
    }

    private static OrderBook BookOf(double bids, double asks)
    {
        var book = new OrderBook();
        book.Set(Side.Buy, Price.FromDecimal(99).Raw, Quantity.FromDouble(bids).Raw);
        book.Set(Side.Sell, Price.FromDecimal(101).Raw, Quantity.FromDouble(asks).Raw);
        return book;
    }

    private static Bar Minute(int minute, double close, short instrument) => Bench.Bar(minute, close, close, close, close, instrument).AsBar();

    private static IEnumerable<double> Levels(Strategy strategy, IEnumerable<double> closes) => Levels(strategy, closes.Select(c => (c, c, c)));

    private static IEnumerable<double> Levels(Strategy strategy, IEnumerable<(double High, double Low, double Close)> bars, Targets? kept = null)
    {
        var targets = kept ?? new Targets(1);
        return bars.Select((bar, i) =>
        {
            strategy.OnBar(0, Bench.Bar(i, bar.Close, bar.High, bar.Low, bar.Close).AsBar(), targets);
            return targets[0].Level;
        }).ToList();
    }
}
