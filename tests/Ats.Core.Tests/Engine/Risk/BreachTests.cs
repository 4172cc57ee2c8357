using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Simulation;

namespace Ats.Core.Tests.Engine.Risk;

/// <summary>What a breach does, what ends it, and what outlives a restart.</summary>
public sealed class BreachTests
{
    private static readonly int MinutesToMidnight = (int)((Timestamp.NanosecondsPerDay - (Bench.Start.Nanoseconds % Timestamp.NanosecondsPerDay)) / (60 * Timestamp.NanosecondsPerSecond));

    private static ArmSettings Idle(string name, params IRiskLimit[] limits) => Bench.Arm(name, () => new ScriptedStrategy(Signal.Hold), capital: 1000m, limits: limits);

    private static EngineSettings Totals(params (string Name, double Value)[] limits) => new() { TotalLimits = [.. limits.Select(l => RiskCatalog.CreateTotal(l.Name, l.Value))] };

    [Fact]
    public void A_breach_denies_increases_with_its_numbers_and_lets_reductions_pass()
    {
        var (engine, exchange, _) = HandExchange.World(null, Idle("a", RiskCatalog.Create("loss-per-day", 10)));
        exchange.Bar(1, 100);
        exchange.Trade(Side.Buy, 2, 100);
        exchange.Bar(2, 94);
        Assert.Equal(Verdict.Deny(DenialCode.LossPerDay, 12, 10), exchange.Buy(1).Verdict);
        Assert.True(exchange.Sell(2).IsDone);
        var view = Assert.Single(engine.LimitsOf(0));
        Assert.Equal(("loss-per-day", "quote units", 10.0, 12.0, TradingState.ReduceOnly, engine.Clock.Now), (view.Name, view.Unit, view.Threshold, view.Value, view.State, view.Since));
        Assert.Equal(view.Since, Assert.Single(engine.Arms[0].Risk.Breaches).Time);
    }

    [Fact]
    public void A_breach_calls_back_orders_that_add_and_keeps_those_that_reduce()
    {
        var (_, exchange, _) = HandExchange.World(null, Idle("a", RiskCatalog.Create("loss-per-day", 10)));
        exchange.Bar(1, 100);
        exchange.Trade(Side.Buy, 2, 100);
        exchange.Place(Side.Buy, 1, price: 80);
        exchange.Place(Side.Sell, 1, price: 120);
        exchange.Bar(2, 94);
        Assert.Equal([exchange.Sent[1].Id], exchange.Cancels);
    }

    [Fact]
    public void A_strategy_in_breach_may_leave_but_not_come_back_until_the_day_is_over()
    {
        // Long from the first bar on; falls, then wants flat, then long again, and gets it on the new day.
        var bars = Enumerable.Range(0, MinutesToMidnight + 5).Select(i => Bench.Bar(i, i < 3 ? 100 : 94, i < 3 ? 100 : 94, i < 3 ? 100 : 94, i < 3 ? 100 : 94)).ToArray();
        Signal[] script = [Signal.Long, Signal.Long, Signal.Long, Signal.Long, Signal.Flat, Signal.Long];
        var (backtest, journal) = Bench.Run(Bench.Linear, bars, null, Bench.Arm("a", () => new ScriptedStrategy(script), quantity: 2, capital: 1000m, limits: [RiskCatalog.Create("loss-per-day", 10)]));
        var midnight = RiskStatistics.DayOf(Bench.Start) + Timestamp.NanosecondsPerDay;
        Assert.Equal([Side.Buy, Side.Sell, Side.Buy], journal.Fills.Select(f => f.Side));
        Assert.True(journal.Fills[2].ExchangeTime >= midnight);
        Assert.Equal([(false, TradingState.ReduceOnly), (true, TradingState.Active)], journal.LimitBreaches.Select(b => (b.IsOver, b.State)));
        Assert.Equal(midnight, journal.LimitBreaches[1].Time);
        Assert.Contains(journal.Decisions, d => d.Verdict.Code == DenialCode.LossPerDay && d.Verdict.Threshold == 10);
        Assert.Equal(TradingState.Active, backtest.Engine.Arms[0].Gate.State);
    }

    [Fact]
    public void The_new_days_loss_counts_from_the_last_mark_of_the_old_day_held_overnight()
    {
        var (engine, exchange, journal) = HandExchange.World(null, Idle("a", RiskCatalog.Create("loss-per-day", 10)));
        exchange.Bar(1, 100);
        exchange.Trade(Side.Buy, 1, 100);
        exchange.Bar(MinutesToMidnight, 91);
        Assert.Equal(9, engine.LimitsOf(0)[0].Value, 9);
        exchange.Bar(MinutesToMidnight + 1, 82);
        Assert.Equal(9, engine.LimitsOf(0)[0].Value, 9);
        Assert.Empty(journal.LimitBreaches);
        exchange.Bar(MinutesToMidnight + 2, 80.9);
        Assert.Equal(10.1, Assert.Single(journal.LimitBreaches).Value, 9);
    }

    [Fact]
    public void A_drawdown_outlasts_the_day_and_ends_with_an_operators_resume_which_starts_afresh()
    {
        var (engine, exchange, journal) = HandExchange.World(null, Idle("a", RiskCatalog.Create("drawdown", 0.1)));
        exchange.Bar(1, 100);
        exchange.Trip(-101);
        exchange.Bar(MinutesToMidnight + 1, 100);
        Assert.Equal(TradingState.Halted, engine.Arms[0].Gate.State);
        exchange.SetState(TradingState.Active, 0);
        Assert.Equal(TradingState.Active, engine.Arms[0].Gate.State);
        Assert.Equal("resumed by the operator", journal.LimitBreaches[1].Cause.ToString());
        // From 899 another 89.9 are allowed.
        exchange.Trip(-89.8m);
        Assert.Equal(TradingState.Active, engine.Arms[0].Gate.State);
        exchange.Trip(-0.2m);
        Assert.Equal(TradingState.Halted, engine.Arms[0].Gate.State);
        Assert.Equal(101 + 89.8 + 0.2, 1000 - engine.Arms[0].Equity, 9);
    }

    [Fact]
    public void The_operators_own_halt_stands_whatever_the_limits_say()
    {
        var (engine, exchange, _) = HandExchange.World(null, Idle("a", RiskCatalog.Create("loss-per-day", 10)));
        exchange.Bar(1, 100);
        exchange.Trip(-11);
        exchange.SetState(TradingState.Halted);
        exchange.Bar(MinutesToMidnight + 1, 100);
        Assert.Equal(TradingState.Halted, engine.Arms[0].Gate.State);
        Assert.Empty(engine.Arms[0].Risk.Breaches);
    }

    [Fact]
    public void All_arms_together_are_bound_by_what_they_lose_together()
    {
        var (engine, exchange, journal) = HandExchange.World(Totals(("total-loss-per-day", 50), ("total-drawdown", 0.5)), Idle("a"), Idle("b"));
        exchange.Bar(1, 100);
        exchange.Trip(-30);
        exchange.Trip(10, arm: 1);
        exchange.Trip(-30, arm: 1);
        Assert.Empty(journal.LimitBreaches);
        Assert.Equal([50, 50 / 2000.0], engine.TotalLimits().Select(l => Math.Round(l.Value, 9)));
        exchange.Trip(-0.5m, arm: 1);
        var breach = Assert.Single(journal.LimitBreaches);
        Assert.Equal((OperatorCommand.AllArms, "total-loss-per-day", 50.5), (breach.Arm, breach.Limit, breach.Value));
        foreach (var arm in engine.Arms) Assert.Equal(Verdict.Deny(DenialCode.TotalLossPerDay, 50.5, 50), exchange.Buy(1, arm.Index).Verdict);

        // Resuming one arm does not lift what binds all.
        exchange.SetState(TradingState.Active, 0);
        Assert.Equal(TradingState.ReduceOnly, engine.Arms[0].Gate.State);
        exchange.SetState(TradingState.Active);
        Assert.All(engine.Arms, a => Assert.Equal(TradingState.Active, a.Gate.State));
    }

    [Fact]
    public void All_arms_together_hold_gross_not_net()
    {
        // Long 5 here and short 5 there are 10 of 10; another 0.1 either way is too much, and so is an eleventh order.
        var (engine, exchange, _) = HandExchange.World(Totals(("total-position", 10), ("total-exposure", 0.5), ("total-open-orders", 2)), Idle("a"), Idle("b"));
        exchange.Bar(1, 100);
        exchange.Trade(Side.Buy, 5, 100);
        exchange.Trade(Side.Sell, 5, 100, arm: 1);
        Assert.Equal([10, 0.5, 0], engine.TotalLimits().Select(l => l.Value));
        Assert.Equal(Verdict.Deny(DenialCode.TotalPosition, 10.1, 10), exchange.Buy(0.1m).Verdict);
        Assert.Equal(DenialCode.TotalPosition, exchange.Sell(0.1m, arm: 1).Verdict.Code);
        exchange.Trade(Side.Buy, 2, 100, arm: 1);
        exchange.Place(Side.Buy, 0.5m, price: 90);
        exchange.Place(Side.Sell, 0.5m, arm: 1, price: 110);
        Assert.Equal(Verdict.Deny(DenialCode.TotalOpenOrders, 3, 2), exchange.Buy(0.5m).Verdict);
        exchange.Answer(OrderEventKind.Cancelled, exchange.Sent[^1].Id);
        // Working orders count: 5.5 here if the bid fills, so 1.6 more there make 3 + 1.6 + 5.5 = 10.1.
        Assert.Equal(Verdict.Deny(DenialCode.TotalPosition, 10.1, 10), exchange.Sell(1.6m, arm: 1).Verdict);
    }

    [Fact]
    public void A_run_with_breaches_replays_to_the_same_breaches_and_hash()
    {
        var bars = Bench.Bars(600, 5, stepBps: 60);
        ArmSettings[] arms = [.. Enumerable.Range(0, 3).Select(i => Bench.Arm($"a{i}", () => new NoisyStrategy((ulong)i), quantity: 3, capital: 10_000m, limits:
        [
            RiskCatalog.Create("loss-per-day", 60), RiskCatalog.Create("drawdown", 0.2), RiskCatalog.Create("losing-streak", 6), RiskCatalog.Create("order-rate-minute", 1),
        ]))];
        var settings = new BacktestSettings { Latency = LatencyModel.FromMilliseconds(30, 20), Engine = Totals(("total-loss-per-day", 100), ("total-position", 7)) };
        var (backtest, journal) = Bench.Run(Bench.Linear, bars, settings, arms);
        Assert.Contains(journal.LimitBreaches, b => b.Arm == OperatorCommand.AllArms);
        Assert.Contains(journal.LimitBreaches, b => b.Arm >= 0 && b.IsOver);
        journal.Begin(new Run(new RunId("test"), TradingMode.Backtest, default, 3, "", "", "", ""));
        var words = journal.Read(new RunId("test"), JournalKind.OrderEvent).Select(e => (e.Sequence, (OrderEvent)e.Fact)).ToList();
        var again = new MemoryJournal(JournalKind.All);
        var engine = new TradingEngine(settings.Engine, [Bench.Linear], arms, new ReplayGateway(), again);
        Replay.Run(engine, words, new ArraySource(bars));
        Assert.Equal(backtest.Engine.StateHash.ToString(), engine.Finish(new RunId("test"), default).StateHash);
        Assert.Equal(journal.LimitBreaches, again.LimitBreaches);
    }

    [Fact]
    public void What_limits_remember_outlives_a_restart()
    {
        ArmSettings[] arms = [Idle("a", RiskCatalog.Create("loss-per-day", 30), RiskCatalog.Create("losing-streak", 3), RiskCatalog.Create("drawdown", 0.05), RiskCatalog.Create("reject-loop", 1)), Idle("b", RiskCatalog.Create("losing-streak", 1))];
        var settings = Totals(("total-loss-per-day", 60), ("total-drawdown", 0.9));
        var (first, before, _) = HandExchange.World(settings, arms);
        before.Bar(1, 100);
        before.Trip(10);
        before.Trip(-1);
        before.Trip(-1);
        before.Buy(1);
        before.Answer(OrderEventKind.Rejected);
        before.Trip(-10, arm: 1);
        before.Trip(-10, arm: 1);
        before.Trade(Side.Buy, 1, 100);
        before.Bar(2, 90);

        var (engine, exchange, journal) = HandExchange.World(settings, arms);
        engine.Restore(first.Capture(), first.CaptureTotal());
        exchange.Clock(180);
        Assert.Equal(first.LimitsOf(0), engine.LimitsOf(0));
        Assert.Equal(first.LimitsOf(1), engine.LimitsOf(1));
        Assert.Equal(first.TotalLimits(), engine.TotalLimits());
        Assert.Equal(first.Arms[0].Equity, engine.Arms[0].Equity);
        Assert.Equal(DenialCode.LosingStreak, exchange.Buy(1, arm: 1).Verdict.Code);
        exchange.Bar(4, 90);
        Assert.Empty(journal.LimitBreaches);
        // Two losing trips before and two after are more than three.
        exchange.Trade(Side.Sell, 1, 90);
        Assert.Empty(journal.LimitBreaches);
        exchange.Trip(-1);
        Assert.Equal("losing-streak", Assert.Single(journal.LimitBreaches).Limit);
    }

    [Fact]
    public void A_run_that_goes_on_another_day_counts_that_days_loss_from_the_equity_it_stopped_with()
    {
        ArmSettings[] arms = [Idle("a", RiskCatalog.Create("loss-per-day", 10), RiskCatalog.Create("drawdown", 0.5))];
        var (first, before, _) = HandExchange.World(Totals(("total-loss-per-day", 100)), arms);
        before.Bar(1, 100);
        before.Trade(Side.Buy, 1, 100);
        before.Bar(2, 80);
        Assert.Equal(TradingState.ReduceOnly, first.Arms[0].Gate.State);

        var (engine, exchange, journal) = HandExchange.World(Totals(("total-loss-per-day", 100)), arms);
        engine.Restore(first.Capture(), first.CaptureTotal());
        exchange.Clock(60 * (MinutesToMidnight + 30));
        Assert.Equal(TradingState.Active, engine.Arms[0].Gate.State);
        Assert.True(Assert.Single(journal.LimitBreaches).IsOver);
        exchange.Bar(MinutesToMidnight + 40, 75);
        Assert.Equal([5, 0.025], engine.LimitsOf(0).Select(l => Math.Round(l.Value, 9)));
        Assert.Equal(5, engine.TotalLimits()[0].Value, 9);
    }

    [Fact]
    public void Arms_that_come_and_go_between_runs_bring_neither_gain_nor_loss_to_the_total()
    {
        var settings = Totals(("total-loss-per-day", 100), ("total-drawdown", 0.5));
        var (first, before, _) = HandExchange.World(settings, Idle("a"), Idle("gone"));
        before.Bar(1, 100);
        before.Trip(-20);
        before.Trip(-5, arm: 1);
        var (engine, exchange, journal) = HandExchange.World(settings, Idle("a"), Idle("new"), Idle("newer"));
        engine.Restore(first.Capture(), first.CaptureTotal());
        exchange.Bar(2, 100);
        exchange.Trip(-1, arm: 1);
        Assert.Equal(26, engine.TotalLimits()[0].Value, 9);
        Assert.Empty(journal.LimitBreaches);
    }

    [Fact]
    public void Watching_allocates_nothing_for_an_event_that_breaches_nothing()
    {
        var limits = RiskCatalog.All.Where(k => !k.IsTotal && k.Name != "cost-gate").Select(k => k.Make(k.Name.StartsWith("order-rate", StringComparison.Ordinal) ? 900 : 1e6)).ToList();
        var settings = new EngineSettings { EquityInterval = BarInterval.Parse("1d"), TotalLimits = [.. RiskCatalog.TotalNames.Select(n => RiskCatalog.CreateTotal(n, 1e6))] };
        var backtest = new Backtest(new BacktestSettings { Engine = settings }, [Bench.Linear], [Bench.Arm("a", () => new ScriptedStrategy(Signal.Long), limits: limits)], new MemoryJournal(JournalKind.None));
        var bars = Bench.Bars(3000, 4);
        foreach (var bar in bars.AsSpan(0, 1000)) backtest.Feed(in bar);
        Assert.False(backtest.Engine.Arms[0].Legs[0].Position.IsFlat);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var bar in bars.AsSpan(1000)) backtest.Feed(in bar);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
