using Ats.Domain;
using Ats.Simulation.Markets;

namespace Ats.Core.Tests.Simulation.Markets;

public sealed class SyntheticMarketTests
{
    private const int Day = 1440;
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_767_225_600_000 + 12_345_678);

    [Fact]
    public void History_ends_before_the_start_in_whole_minutes_without_a_gap()
    {
        var (market, _) = Open(3, days: 2);
        for (short i = 0; i < 4; i++)
        {
            var bars = market.History(i);
            Assert.Equal(2 * Day, bars.Count);
            Assert.InRange((Start - bars[^1].CloseTime) / 1e9, 0, 60);
            Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.Equal(60 * Timestamp.NanosecondsPerSecond, pair.Second.CloseTime - pair.First.CloseTime));
            Assert.All(bars, bar => Assert.True(bar.High >= bar.Open && bar.High >= bar.Close && bar.Low <= bar.Open && bar.Low <= bar.Close && bar.Low.Raw > 0 && bar.Volume.Raw > 0));
            Assert.All(bars, bar => Assert.Equal(0, bar.Close.Raw % market.Instruments[i].TickSize.Raw));
        }
    }

    [Fact]
    public void History_moves_as_the_live_market_does_and_meets_it_without_a_jump()
    {
        var (market, desk) = Open(3, days: 20);
        var closes = market.History(0).Select(b => Math.Log(b.Close.ToDouble())).ToArray();
        var returns = closes.Zip(closes.Skip(1), (a, b) => 1e4 * (b - a)).ToArray();
        Assert.InRange(Sample.Deviation(returns), 2 * 2.7 * 0.85, 2 * 2.7 * 1.25);
        Assert.InRange(Sample.Kurtosis(returns), 5, 25);
        Assert.InRange(1e4 * Math.Abs(Math.Log(desk.Mid(0)) - closes[^1]), 0, 5);
    }

    [Fact]
    public void The_same_seed_opens_and_trades_the_same_and_another_seed_another()
    {
        Assert.Equal(Trace(1), Trace(1));
        Assert.NotEqual(Trace(1), Trace(2));
    }

    [Fact]
    public void After_a_restart_it_goes_on_from_the_last_prices_with_the_same_history()
    {
        var (first, _) = Open(3, days: 1);
        var last = new[] { 101_000m, 3_500m, 100_900m, 3_499m }.Select(Price.FromDecimal).ToArray();
        var again = new SyntheticMarket(new SyntheticMarketSettings(3, 1));
        var desk = new BookDesk(again);
        desk.Open(new MarketOpening(Start, Start + (3600 * Timestamp.NanosecondsPerSecond), last));
        for (short i = 0; i < 4; i++)
        {
            Assert.Equal(first.History(i), again.History(i));
            Assert.InRange(desk.Mid(i) / last[i].ToDouble(), 0.9999, 1.0001);
        }

        Assert.Equal(Start + (3600 * Timestamp.NanosecondsPerSecond) + 100_000_000, again.NextStep);
    }

    [Fact]
    public void Opened_anew_after_a_long_sleep_it_leaves_no_old_quote_behind()
    {
        var (market, desk) = Open(3);
        desk.RunTo(Start + (10 * Timestamp.NanosecondsPerSecond));
        var last = new[] { 90_000m, 3_000m, 90_000m, 3_000m }.Select(Price.FromDecimal).ToArray();
        desk.Open(new MarketOpening(Start, Start + (3600 * Timestamp.NanosecondsPerSecond), last));
        Span<BookLevel> levels = stackalloc BookLevel[200];
        Assert.Equal(50, desk.Levels(0, Side.Buy, levels));
        Assert.Equal(50, desk.Levels(0, Side.Sell, levels));
        Assert.InRange(desk.Mid(0), 89_990, 90_010);
        Assert.Equal(4, market.Instruments.Count);
    }

    [Fact]
    public void A_large_order_moves_the_market_and_the_move_fades()
    {
        var (_, quiet) = Open(5);
        var (_, moved) = Open(5);
        moved.PlaceForAccount(0, Side.Buy, Price.FromDecimal(96_500), Quantity.FromDecimal(60), TimeInForce.Ioc);
        double Impact(int seconds)
        {
            quiet.RunTo(Start + (seconds * Timestamp.NanosecondsPerSecond));
            moved.RunTo(Start + (seconds * Timestamp.NanosecondsPerSecond));
            return 1e4 * Math.Log(moved.Mid(0) / quiet.Mid(0));
        }

        Assert.InRange(Impact(1), 4, 7);
        Assert.InRange(Impact(21), 1.9, 3.6);
        Assert.InRange(Impact(180), -0.3, 0.3);
    }

    [Fact]
    public void An_order_at_the_best_price_waits_behind_those_before_it_and_is_filled_in_time()
    {
        var (_, desk) = Open(5);
        var best = desk.BestBid(0);
        var id = desk.PlaceForAccount(0, Side.Buy, best.Price, Quantity.FromDecimal(0.002m), TimeInForce.PostOnly);
        Assert.Equal(best.Quantity + Quantity.FromDecimal(0.002m), desk.BestBid(0).Quantity);
        desk.PlaceForAccount(0, Side.Sell, best.Price, best.Quantity, TimeInForce.Ioc);
        Assert.Equal(Quantity.FromDecimal(0.002m), desk.Remaining(0, id));
        desk.RunTo(Start + (120 * Timestamp.NanosecondsPerSecond));
        Assert.Equal(default, desk.Remaining(0, id));
    }

    [Fact]
    public void Walls_that_the_value_runs_into_are_eaten_and_the_book_is_never_crossed()
    {
        var (_, desk) = Open(5);
        var size = Quantity.FromDecimal(20);
        var bid = desk.PlaceForAccount(0, Side.Buy, desk.BestBid(0).Price, size, TimeInForce.PostOnly);
        var ask = desk.PlaceForAccount(0, Side.Sell, desk.BestAsk(0).Price, size, TimeInForce.PostOnly);
        for (var step = 0; step < 3000; step++)
        {
            desk.Step();
            Assert.True(desk.BestBid(0).Price < desk.BestAsk(0).Price);
        }

        Assert.True(desk.Remaining(0, bid).IsZero || desk.Remaining(0, ask).IsZero);
    }

    [Fact]
    public void Funding_follows_the_premium_as_Bybit_computes_it()
    {
        var market = new SyntheticMarket(new SyntheticMarketSettings(3, 0));
        var desk = new BookDesk(market);
        var last = new[] { 100_200m, 3_000m, 100_000m, 3_000m }.Select(Price.FromDecimal).ToArray();
        desk.Open(new MarketOpening(Start, Start, last));
        Assert.InRange(market.FundingRate(0), 0.00148m, 0.0015m);
        Assert.Equal(0.0001m, market.FundingRate(1));
        Assert.Equal(0m, market.FundingRate(2));
    }

    [Fact]
    public void Settings_that_mean_nothing_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SyntheticMarket(new SyntheticMarketSettings(1, 400)));
        Assert.Throws<ArgumentException>(() => new SyntheticMarket(new SyntheticMarketSettings(1, 1) { Dynamics = new MarketDynamics { BestR2 = 0.5 } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticMarket(new SyntheticMarketSettings(1, 0)).BestR2(0, 0));
    }

    private static (SyntheticMarket Market, BookDesk Desk) Open(ulong seed, int days = 0)
    {
        var market = new SyntheticMarket(new SyntheticMarketSettings(seed, days));
        var desk = new BookDesk(market);
        desk.Open(new MarketOpening(Start, Start));
        return (market, desk);
    }

    private static string Trace(ulong seed)
    {
        var (market, desk) = Open(seed, days: 1);
        desk.RunTo(Start + (60 * Timestamp.NanosecondsPerSecond));
        return string.Join(' ', desk.Trades.Select(t => $"{t.Instrument}:{t.A}:{t.B}:{t.TakerSide}").Append(market.History(1)[77].ToString()));
    }
}
