using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Sizing;
using Ats.Simulation;
using Ats.Strategies;
using Xunit;

namespace Ats.Core.Tests.Engine;

/// <summary>After warm-up an event that leads to no order allocates nothing: simulated exchange, engine, books, indicators, journal. Memory does not grow with the tape.</summary>
public sealed class AllocationTests
{
    private const int WarmUp = 20_000;
    private const int Measured = 20_000;
    private const int Span = 4_000;

    [Theory]
    [InlineData(MarketEventKind.Bar)]
    [InlineData(MarketEventKind.Trade)]
    [InlineData(MarketEventKind.Quote)]
    [InlineData(MarketEventKind.BookLevel)]
    [InlineData(MarketEventKind.Mark)]
    public void An_event_that_leads_to_no_order_allocates_nothing_after_warm_up(MarketEventKind kind)
    {
        var backtest = NewBacktest(kind, new ListeningStrategy(Signal.Long));
        Assert.Equal(0, Allocated(backtest, i => Event(kind, i)));
        Assert.Equal(kind == MarketEventKind.Mark ? 0 : 1, backtest.Engine.Arms[0].OrdersSent);
        Assert.Equal(WarmUp + Measured, backtest.Engine.Sequence - backtest.Engine.Arms[0].FillCount);
    }

    [Theory]
    [InlineData("ai-direct")]
    [InlineData("ai-timing")]
    [InlineData("ai-gated")]
    [InlineData("random-gated")]
    [InlineData("ai-council:short=0")]
    public void A_forecast_that_leads_to_no_order_allocates_nothing_after_warm_up(string strategy)
    {
        var backtest = NewBacktest(MarketEventKind.Quote, StrategySpec.Parse(strategy).Create(1), new MemoryJournal(JournalKind.None));
        // Never worth its cost, and the price falls; now and then one lapses.
        Assert.Equal(0, Allocated(backtest, i => i % 5 == 0 ? Forecasts.Quote(i * 0.1, 5000 - (i * 0.01), 5000.1 - (i * 0.01)) : Forecasts.Expecting(i % 3, i * 0.1, (i % 5) * Forecasts.Horizon, validSeconds: i % 100 < 50 ? 0.4 : 2)));
        Assert.Equal(0, backtest.Engine.Arms[0].OrdersSent);
        Assert.True(backtest.Engine.Arms[0].ForecastGapCount > 100);
        Assert.Equal(strategy == "ai-direct", backtest.Engine.Arms[0].RefusalCount > 100);
    }

    [Fact]
    public void A_moving_average_on_a_falling_price_allocates_nothing_after_warm_up()
    {
        var backtest = NewBacktest(MarketEventKind.Bar, new SmaCross(new SmaCross.Settings(10, 30, false)));
        Assert.Equal(0, Allocated(backtest, i => Bench.Bar(i, 5000 - (i * 0.1), 5000 - (i * 0.1), 4999 - (i * 0.1), 4999 - (i * 0.1))));
        Assert.Equal(WarmUp + Measured, backtest.Engine.Arms[0].Observations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void The_samples_of_a_run_are_those_of_its_grid_however_many_events_there_are(int eventsASecond)
    {
        var journal = new MemoryJournal();
        var settings = new EngineSettings { EquityInterval = BarInterval.OneMinute };
        var engine = new TradingEngine(settings, [Bench.Linear], [Bench.Arm("hold", () => new ListeningStrategy(Signal.Hold))], new ReplayGateway(), journal);
        for (var i = 0; i < 600 * eventsASecond; i++)
        {
            var at = new Timestamp(Bench.Start.Nanoseconds + (i * Timestamp.NanosecondsPerSecond / eventsASecond));
            engine.Handle(MarketEvent.FromTrade(0, at, at, Bench.Cents(100), new Quantity(1), Side.Buy));
        }

        Assert.Equal(10, journal.EquityPoints.Count());
        Assert.Empty(journal.Decisions.Skip(1));
    }

    [Fact]
    public void Marks_after_a_silence_of_weeks_are_again_on_whole_seconds()
    {
        var engine = new TradingEngine(new EngineSettings { EquityInterval = BarInterval.Parse("7d") }, [Bench.Linear], [Bench.Arm("hold", () => new ListeningStrategy(Signal.Hold))], new ReplayGateway(), new MemoryJournal());
        var later = new Timestamp(Bench.Start.Nanoseconds + (30 * Timestamp.NanosecondsPerDay) + 250_000_000);
        engine.Handle(MarketEvent.FromTrade(0, Bench.Start, Bench.Start, Bench.Cents(100), new Quantity(1), Side.Buy));
        engine.AdvanceTo(later);
        Assert.Equal(new Timestamp(later.Nanoseconds + 750_000_000), engine.NextTimer);
        Assert.Equal(new Timestamp(later.Nanoseconds - 250_000_000), engine.Clock.Now);
    }

    /// <summary>Samples of equity are the one thing that grows with time; a day between them leaves none in the span measured.</summary>
    private static Backtest NewBacktest(MarketEventKind kind, Strategy strategy, MemoryJournal? journal = null)
    {
        var settings = new BacktestSettings
        {
            Fill = kind switch
            {
                MarketEventKind.Trade => FillModelKind.Trades,
                MarketEventKind.Quote => FillModelKind.Quotes,
                MarketEventKind.BookLevel => FillModelKind.Book,
                _ => FillModelKind.NextOpen,
            },
            Engine = new EngineSettings { EquityInterval = BarInterval.Parse("7d") },
        };
        var arm = new ArmSettings("arm", () => strategy, [0], 1_000_000m) { NewSizing = () => new FixedQuantity(1) };
        return new Backtest(settings, [Bench.Linear], [arm], journal ?? new MemoryJournal());
    }

    private static long Allocated(Backtest backtest, Func<int, MarketEvent> make)
    {
        var events = Enumerable.Range(0, WarmUp + Measured).Select(make).ToArray();
        for (var i = 0; i < WarmUp; i++) backtest.Feed(in events[i]);
        // The least of some spans: a collection another test brings about moves the thread's count by what is left of its buffer.
        var least = long.MaxValue;
        for (var from = WarmUp; from < events.Length; from += Span)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = from; i < from + Span; i++) backtest.Feed(in events[i]);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static MarketEvent Event(MarketEventKind kind, int i)
    {
        var at = new Timestamp(Bench.Start.Nanoseconds + (i * 100 * Timestamp.NanosecondsPerMillisecond));
        var price = 1000 + (i % 7);
        return kind switch
        {
            MarketEventKind.Bar => Bench.Bar(i, price, price + 1, price - 1, price),
            MarketEventKind.Trade => MarketEvent.FromTrade(0, at, at, Bench.Cents(price), new Quantity(1_000_000_000), Side.Buy),
            MarketEventKind.Quote => MarketEvent.FromQuote(0, at, at, Bench.Cents(price), new Quantity(1_000_000_000), Bench.Cents(price + 1), new Quantity(1_000_000_000)),
            MarketEventKind.BookLevel => Level(i, at),
            _ => MarketEvent.FromMark(0, at, at, Bench.Cents(price)),
        };
    }

    /// <summary>Bids from 900 to 999, asks from 1000 to 1099, each set and taken away by turns; two levels a message.</summary>
    private static MarketEvent Level(int i, Timestamp at)
    {
        var side = i % 2 == 0 ? Side.Buy : Side.Sell;
        var distance = i / 2 % 100;
        var price = side == Side.Buy ? 999 - distance : 1000 + distance;
        var present = distance < 5 || i / 200 % 2 == 0;
        return MarketEvent.FromBookLevel(0, at, at, side, Bench.Cents(price), new Quantity(present ? 1_000_000_000 : 0), side == Side.Sell ? MarketEventFlags.Last : MarketEventFlags.None);
    }
}
