using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Engine;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>A backtest fed live: what a clock and history do to its exchange.</summary>
public sealed class LiveFeedTests
{
    private static readonly BacktestSettings Settings = new() { Fill = FillModelKind.Quotes, Latency = LatencyModel.FromMilliseconds(20, 10), Engine = new EngineSettings { TradesAtOnce = false } };

    [Fact]
    public void In_a_silence_an_order_meets_the_market_as_last_known_after_a_second_and_its_report_comes_with_the_clock()
    {
        var desk = Desk();
        desk.Feed(Quote(0, 100));
        Begin(desk, 10);
        Buy(desk, 20);
        Assert.Equal(Millisecond(20 + 20 + 1000), desk.NextDue);
        desk.Feed(MarketEvent.FromClock(Millisecond(900)));
        Assert.Equal(0, desk.Engine.Arms[0].FillCount);
        desk.Feed(MarketEvent.FromClock(Millisecond(1040)));
        Assert.Equal(1, desk.Engine.Arms[0].FillCount);
        Assert.Equal(Timestamp.MaxValue, desk.NextDue);
    }

    [Fact]
    public void Data_of_the_moment_comes_before_the_silence_is_over()
    {
        var desk = Desk();
        desk.Feed(Quote(0, 100));
        Begin(desk, 10);
        Buy(desk, 20);
        desk.Feed(MarketEvent.FromClock(Millisecond(60)));
        desk.Feed(Quote(70, 105));
        desk.AdvanceTo(Millisecond(90));
        // It arrived at 40, before the quote of 70: it took the one of 0.
        Assert.Equal(Price.FromDecimal(101), Price.FromDecimal(desk.Engine.Arms[0].Legs[0].Position.AverageEntry));
    }

    [Fact]
    public void History_shown_for_warming_up_liquidates_nobody()
    {
        var before = Desk();
        before.Feed(Quote(0, 100));
        Begin(before, 10);
        Buy(before, 20, 90);
        before.Feed(Quote(70, 100));
        before.AdvanceTo(Millisecond(90));
        Assert.Equal(90m, before.Engine.Arms[0].Legs[0].Position.Quantity.ToDecimal());

        var after = Desk();
        after.Engine.Restore(before.Engine.Capture());
        after.RestoreAccounts();
        var bar = Bench.Bar(0, 1, 1, 1, 1);
        bar.Flags |= MarketEventFlags.WarmUp;
        after.Feed(in bar);
        var start = bar.ReceiveTime + Timestamp.NanosecondsPerSecond;
        after.Feed(MarketEvent.FromQuote(0, start, start, Price.FromDecimal(99), Quantity.FromDecimal(500), Price.FromDecimal(101), Quantity.FromDecimal(500)));
        Assert.False(after.Engine.Arms[0].IsLiquidated);
        Assert.Equal(before.Engine.Arms[0].Ledger.Cash, after.Exchange.CashOf(0));

        // The restored account is watched as the old one was.
        var later = start + Timestamp.NanosecondsPerSecond;
        after.Feed(MarketEvent.FromQuote(0, later, later, Price.FromDecimal(1), Quantity.FromDecimal(500), Price.FromDecimal(2), Quantity.FromDecimal(500)));
        after.AdvanceTo(later + Timestamp.NanosecondsPerSecond);
        Assert.True(after.Engine.Arms[0].IsLiquidated);
    }

    private static Backtest Desk() => new(Settings, [Bench.Linear], [Bench.Arm("idle", () => new ScriptedStrategy(Signal.Hold), capital: 1_000)], new MemoryJournal(JournalKind.None));

    private static Timestamp Millisecond(long at) => Bench.Start + (at * Timestamp.NanosecondsPerMillisecond);

    private static MarketEvent Quote(long at, int mid) =>
        MarketEvent.FromQuote(0, Millisecond(at), Millisecond(at), Price.FromDecimal(mid - 1), Quantity.FromDecimal(500), Price.FromDecimal(mid + 1), Quantity.FromDecimal(500));

    private static void Begin(Backtest desk, long at) => desk.Engine.Handle(new OperatorCommand(OperatorCommandKind.BeginTrading, OperatorCommand.AllArms, Millisecond(at)));

    private static void Buy(Backtest desk, long at, decimal quantity = 1)
    {
        var outcome = desk.Engine.Handle(new OperatorCommand(OperatorCommandKind.PlaceOrder, 0, Millisecond(at)) { Instrument = 0, Side = Side.Buy, Type = OrderType.Market, TimeInForce = TimeInForce.Ioc, Quantity = Quantity.FromDecimal(quantity) });
        Assert.True(outcome.Verdict.IsApproved);
    }
}
