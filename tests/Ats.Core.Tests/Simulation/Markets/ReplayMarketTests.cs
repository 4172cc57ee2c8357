using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Simulation.Markets;

namespace Ats.Core.Tests.Simulation.Markets;

public sealed class ReplayMarketTests
{
    private const long Second = Timestamp.NanosecondsPerSecond;
    private static readonly Instrument Btc = StandardInstruments.Create()[0];
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_790_000_000_000);
    private static readonly Timestamp Recorded = Timestamp.FromMilliseconds(1_767_225_600_000);

    /// <summary>Three minutes of the synthetic market's BTC with 50 levels every 100 ms.</summary>
    private static readonly Lazy<MarketEvent[]> Tape = new(() => ReadAll(new SyntheticTape(new SyntheticTapeSettings(5, 0.05) { Levels = 50, BookMilliseconds = 100 })).Where(e => e.Instrument == 0).ToArray());

    [Fact]
    public void A_recorded_book_stands_as_recorded_and_its_trades_are_traded()
    {
        var desk = Open(Tape.Value, out var market);
        var book = new OrderBook();
        var next = 0;
        for (var second = 1; second <= 170; second++)
        {
            desk.RunTo(Start + (second * Second));
            for (; Tape.Value[next].ReceiveTime <= Tape.Value[0].ReceiveTime + (second * Second); next++)
            {
                if (Tape.Value[next].Kind == MarketEventKind.BookLevel) book.Apply(Tape.Value[next]);
            }

            Assert.Equal(book.Levels(Side.Buy, 50).ToArray(), Levels(desk, Side.Buy));
            Assert.Equal(book.Levels(Side.Sell, 50).ToArray(), Levels(desk, Side.Sell));
        }

        var recorded = Tape.Value[..next].Where(e => e.Kind == MarketEventKind.Trade).ToArray();
        Assert.Equal(recorded.Sum(e => e.B), desk.Trades.Sum(t => t.B));
        Assert.Equal(recorded.Select(e => (e.TakerSide, e.A)).Distinct().Count(), recorded.Select(e => (e.TakerSide, e.A)).Intersect(desk.Trades.Select(t => (t.TakerSide, t.A))).Count());
        Assert.Equal(0, market.DroppedTrades);
    }

    [Fact]
    public void Trades_alone_stand_on_an_assumed_ladder()
    {
        var desk = Open(Trades((0, 100, Side.Buy), (1, 100.5, Side.Sell), (2, 99, Side.Buy)), out var market);
        desk.RunTo(Start + Second);
        Assert.Equal((100.5, 100.6), (desk.BestBid(0).Price.ToDouble(), desk.BestAsk(0).Price.ToDouble()));
        desk.RunTo(Start + (2 * Second));
        Assert.Equal((98.9, 99.0), (desk.BestBid(0).Price.ToDouble(), desk.BestAsk(0).Price.ToDouble()));
        Assert.Equal(50, Levels(desk, Side.Buy).Length);
        Assert.Equal([100.5, 99.0], desk.Trades.Select(t => new Price(t.A).ToDouble()));
        Assert.Equal(99.0, market.IndexPrice(0).ToDouble());
    }

    [Fact]
    public void An_accounts_order_is_filled_when_the_recorded_price_reaches_it_behind_those_before_it()
    {
        var desk = Open(Trades((0, 100, Side.Buy), (5, 99, Side.Sell), (6, 98, Side.Sell)), out _);
        var id = desk.PlaceForAccount(0, Side.Buy, Price.FromDecimal(99), Quantity.FromDecimal(2), TimeInForce.PostOnly);
        desk.RunTo(Start + (5 * Second));
        Assert.InRange(desk.Remaining(0, id).ToDouble(), 0, 2);
        desk.RunTo(Start + (6 * Second));
        Assert.Equal(default, desk.Remaining(0, id));
    }

    [Fact]
    public void What_an_account_takes_is_back_at_the_next_step()
    {
        var desk = Open(Trades((0, 100, Side.Buy), (50, 100, Side.Buy)), out _);
        var before = desk.BestAsk(0);
        Assert.Equal(0, desk.PlaceForAccount(0, Side.Buy, before.Price, Quantity.FromDecimal(5), TimeInForce.Ioc));
        Assert.Equal(before.Quantity - Quantity.FromDecimal(5), desk.BestAsk(0).Quantity);
        desk.Step();
        Assert.Equal(before, desk.BestAsk(0));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(60.0)]
    public void Speed_says_how_much_of_the_tape_passes(double speed)
    {
        var desk = Open(Trades(Enumerable.Range(0, 600).Select(i => ((double)i, 100.0 + i, Side.Buy)).ToArray()), out _, new ReplaySettings { Speed = speed });
        desk.RunTo(Start + (5 * Second));
        Assert.Equal(100 + (5 * speed), desk.BestAsk(0).Price.ToDouble());
    }

    [Fact]
    public void What_lies_before_the_start_offset_is_history_that_meets_the_start()
    {
        var trades = Trades(Enumerable.Range(0, 600).Where(i => i is < 100 or > 300).Select(i => ((double)i, 100.0 + i, Side.Buy)).ToArray());
        Open(trades, out var market, new ReplaySettings { StartOffsetSeconds = 500 });
        var bars = market.History(0);
        Assert.InRange(bars.Count, 8, 9);
        Assert.InRange((Start - bars[^1].CloseTime) / (double)Second, 0, 60);
        Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.Equal(60 * Second, pair.Second.CloseTime - pair.First.CloseTime));
        Assert.Contains(bars, b => b.Volume.IsZero && b.Close == Price.FromDecimal(199));
        Assert.Equal(60, bars[^1].TradeCount);
    }

    [Fact]
    public void At_its_end_the_tape_stands_still_or_begins_again_as_set()
    {
        var trades = Trades(Enumerable.Range(0, 11).Select(i => ((double)i, 100.0 + i, Side.Buy)).ToArray());
        var desk = Open(trades, out var market);
        desk.RunTo(Start + (14 * Second));
        Assert.True(market.IsOver);
        Assert.Equal(110.0, desk.BestAsk(0).Price.ToDouble());
        desk = Open(trades, out market, new ReplaySettings { Loop = true });
        desk.RunTo(Start + (14 * Second));
        Assert.False(market.IsOver);
        Assert.Equal(104.0, desk.BestAsk(0).Price.ToDouble());
    }

    [Fact]
    public void After_a_restart_the_tape_stands_where_it_would_stand()
    {
        var settings = new ReplaySettings { Loop = true };
        var trades = Trades(Enumerable.Range(0, 11).Select(i => ((double)i, 100.0 + i, Side.Buy)).ToArray());
        var desk = Open(trades, out var market, settings);
        desk.Open(new MarketOpening(Start, Start + (37 * Second), [Price.FromDecimal(1)]));
        Assert.Equal(107.0, desk.BestAsk(0).Price.ToDouble());
        Assert.Equal(50, Levels(desk, Side.Sell).Length);
        Assert.Empty(market.History(0));
    }

    [Fact]
    public void A_tape_or_setting_that_means_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ReplayMarket([Btc], () => new ArraySource([])));
        Assert.Throws<ArgumentException>(() => new ReplayMarket([Btc], () => new ArraySource(Trades((0, 1, Side.Buy))), new ReplaySettings { Speed = 0 }));
        Assert.Throws<ArgumentException>(() => Open(Trades((0, 100, Side.Buy)), out _, new ReplaySettings { StartOffsetSeconds = 10 }));
    }

    private static BookDesk Open(MarketEvent[] tape, out ReplayMarket market, ReplaySettings? settings = null)
    {
        market = new ReplayMarket([Btc], () => new ArraySource(tape), settings);
        var desk = new BookDesk(market);
        desk.Open(new MarketOpening(Start, Start));
        return desk;
    }

    private static MarketEvent[] Trades(params (double Second, double Price, Side Taker)[] trades) => trades.Select(t =>
    {
        var time = Recorded + (long)(t.Second * Second);
        return MarketEvent.FromTrade(0, time, time, Price.FromDouble(t.Price), Quantity.FromDecimal(1), t.Taker);
    }).ToArray();

    private static BookLevel[] Levels(BookDesk desk, Side side)
    {
        var levels = new BookLevel[60];
        return levels[..desk.Levels(0, side, levels)];
    }

    private static List<MarketEvent> ReadAll(IMarketEventSource source)
    {
        var (buffer, events) = (new MarketEvent[512], new List<MarketEvent>());
        for (var n = source.Read(buffer); n > 0; n = source.Read(buffer)) events.AddRange(buffer.AsSpan(0, n));
        return events;
    }
}
