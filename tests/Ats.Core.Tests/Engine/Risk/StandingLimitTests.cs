using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;

namespace Ats.Core.Tests.Engine.Risk;

/// <summary>Limits on how an arm stands, through the engine, by numbers worked out by hand (capital 1000, no fees unless said).</summary>
public sealed class StandingLimitTests
{
    private static ArmSettings Idle(string name, params IRiskLimit[] limits) => Bench.Arm(name, () => new ScriptedStrategy(Signal.Hold), capital: 1000m, limits: limits);

    private static (TradingEngine Engine, HandExchange Exchange, MemoryJournal Journal) World(string limit, double threshold)
    {
        var world = HandExchange.World(null, Idle("a", RiskCatalog.Create(limit, threshold)));
        world.Exchange.Bar(1, 100);
        return world;
    }

    private static LimitBreach Breach(MemoryJournal journal) => Assert.Single(journal.LimitBreaches);

    [Theory]
    [InlineData("loss-per-day", 30, 30)]
    [InlineData("loss-per-day-share", 0.03, 0.03)]
    public void A_loss_of_the_day_binds_beyond_its_threshold_and_not_at_it(string name, double threshold, double value)
    {
        var (engine, exchange, journal) = World(name, threshold);
        exchange.Trip(-30);
        Assert.Empty(journal.LimitBreaches);
        Assert.Equal(value, engine.LimitsOf(0)[0].Value, 9);
        exchange.Trip(-0.01m);
        var breach = Breach(journal);
        Assert.Equal((0, name, threshold, TradingState.ReduceOnly, false), (breach.Arm, breach.Limit, breach.Threshold, breach.State, breach.IsOver));
        Assert.Equal(name == "loss-per-day" ? 30.01 : 0.03001, breach.Value, 9);
        Assert.Equal(engine.Clock.Now, breach.Time);
        Assert.Contains(name == "loss-per-day" ? "lost 30.01 " : "0.03001", breach.Cause.ToString());
    }

    [Fact]
    public void Fees_and_open_positions_count_as_loss()
    {
        var (engine, exchange, journal) = World("loss-per-day", 10);
        exchange.Place(Side.Buy, 2);
        exchange.Fill(100, fee: 4);
        exchange.Bar(2, 97);
        Assert.Empty(journal.LimitBreaches);
        exchange.Bar(3, 96.9);
        Assert.Equal(10.2, Breach(journal).Value, 9);
        Assert.Equal(TradingState.ReduceOnly, engine.Arms[0].Gate.State);
    }

    [Fact]
    public void A_drawdown_is_measured_from_the_peak_and_halts()
    {
        var (engine, exchange, journal) = World("drawdown", 0.1);
        exchange.Trip(100);
        exchange.Trip(-110);
        Assert.Empty(journal.LimitBreaches);
        exchange.Trip(-1);
        Assert.Equal(1 - (989 / 1100.0), Breach(journal).Value, 9);
        Assert.Equal(TradingState.Halted, engine.Arms[0].Gate.State);
    }

    [Fact]
    public void Losses_in_a_row_are_counted_until_a_gain()
    {
        var (_, exchange, journal) = World("losing-streak", 2);
        exchange.Trip(-1);
        exchange.Trip(-1);
        exchange.Trip(1);
        exchange.Trip(-1);
        exchange.Trip(-1);
        Assert.Empty(journal.LimitBreaches);
        exchange.Trip(-1);
        Assert.Equal(3, Breach(journal).Value);
    }

    [Fact]
    public void Rejections_in_a_row_halt_and_an_acceptance_starts_anew()
    {
        var (engine, exchange, journal) = World("reject-loop", 2);
        void Rejected()
        {
            Assert.True(exchange.Buy(1).IsDone);
            exchange.Answer(OrderEventKind.Rejected);
        }

        Rejected();
        Rejected();
        Assert.True(exchange.Place(Side.Buy, 1, price: 90).IsDone);
        exchange.Answer(OrderEventKind.Accepted);
        Rejected();
        Rejected();
        Assert.Empty(journal.LimitBreaches);
        Assert.Equal(2, engine.LimitsOf(0)[0].Value);
        Rejected();
        Assert.Equal((3.0, TradingState.Halted), (Breach(journal).Value, Breach(journal).State));
        // What rested would have added to the position: it is called back at once.
        Assert.Equal([exchange.Sent[2].Id], exchange.Cancels);
        Assert.Equal(5, engine.Arms[0].RejectionCount);
    }

    [Fact]
    public void Rejections_within_a_minute_halt_whatever_is_accepted_between()
    {
        var (_, exchange, journal) = World("reject-rate", 2);
        void Rejected(double seconds)
        {
            exchange.Clock(60 + seconds);
            Assert.True(exchange.Buy(1).IsDone);
            exchange.Answer(OrderEventKind.Accepted);
            Assert.True(exchange.Buy(1).IsDone);
            exchange.Answer(OrderEventKind.Rejected);
        }

        Rejected(1);
        Rejected(2);
        Rejected(61);
        Assert.Empty(journal.LimitBreaches);
        Rejected(61.9);
        Assert.Equal(3, Breach(journal).Value);
    }

    [Fact]
    public void A_position_without_a_stop_of_last_resort_binds_after_its_time_and_until_it_is_covered()
    {
        var (engine, exchange, journal) = HandExchange.World(null, Idle("a", RiskCatalog.Create("unprotected-position", 10)));
        exchange.Quote(0, 99.9, 100.1);
        void Protect(Side side, decimal quantity) => Assert.True(exchange.Tell(new OperatorCommand(OperatorCommandKind.ReportProtection, OperatorCommand.AllArms, default)
        {
            Instrument = 0,
            Side = side,
            Quantity = Quantity.FromDecimal(quantity),
        }).IsDone);

        Protect(Side.Sell, 1);
        exchange.Trade(Side.Buy, 1, 100);
        exchange.Clock(60);
        Assert.Empty(journal.LimitBreaches);
        exchange.Trade(Side.Buy, 0.5m, 100);
        exchange.Clock(70);
        Assert.Equal(10, engine.LimitsOf(0)[0].Value);
        Assert.Empty(journal.LimitBreaches);
        exchange.Clock(71);
        Assert.Equal((11.0, TradingState.ReduceOnly), (Breach(journal).Value, Breach(journal).State));
        Assert.Equal(DenialCode.UnprotectedPosition, exchange.Buy(1).Verdict.Code);

        // An operator's resume does not cover it; a buy stop does not protect what is long; a sell stop of the size does.
        exchange.SetState(TradingState.Active);
        Protect(Side.Buy, 9);
        Assert.Equal(TradingState.ReduceOnly, engine.Arms[0].Gate.State);
        Protect(Side.Sell, 1.5m);
        Assert.Equal(TradingState.Active, engine.Arms[0].Gate.State);
        Assert.Equal([false, true], journal.LimitBreaches.Select(b => b.IsOver));
        Assert.False(exchange.Tell(new OperatorCommand(OperatorCommandKind.ReportProtection, OperatorCommand.AllArms, default) { Instrument = 5 }).IsDone);
    }

    [Fact]
    public void Arms_that_net_to_nothing_need_no_stop()
    {
        var (_, exchange, journal) = HandExchange.World(null, Idle("a", RiskCatalog.Create("unprotected-position", 10)), Idle("b", RiskCatalog.Create("unprotected-position", 10)));
        exchange.Quote(0, 99.9, 100.1);
        exchange.Trade(Side.Buy, 1, 100);
        exchange.Trade(Side.Sell, 1, 100, arm: 1);
        exchange.Clock(100);
        Assert.Empty(journal.LimitBreaches);
        exchange.Trade(Side.Buy, 1, 100, arm: 1);
        exchange.Clock(111);
        Assert.Equal(0, Breach(journal).Arm);
    }

    [Fact]
    public void More_round_trips_in_an_hour_than_the_backtest_made_bind()
    {
        var (_, exchange, journal) = World("envelope-trade-rate", 2);
        exchange.Trip(1);
        exchange.Trip(1);
        exchange.Bar(61, 100);
        exchange.Trip(1);
        Assert.Empty(journal.LimitBreaches);
        exchange.Trip(1);
        Assert.Empty(journal.LimitBreaches);
        exchange.Trip(1);
        Assert.Equal(3, Breach(journal).Value);
    }

    [Fact]
    public void Slippage_is_a_mean_judged_from_twenty_fills_on()
    {
        var (engine, exchange, journal) = World("envelope-slippage", 10);
        for (var i = 0; i < 9; i++) exchange.Trip(0);
        Assert.Equal(double.NaN, engine.LimitsOf(0)[0].Value);
        exchange.Trade(Side.Buy, 1, 100.2m);
        Assert.Empty(journal.LimitBreaches);
        exchange.Trade(Side.Sell, 1, 98.21m);
        // 18 fills at no cost, 20 bp and 179 bp: 199 / 20 = 9.95.
        Assert.Empty(journal.LimitBreaches);
        Assert.Equal(9.95, engine.LimitsOf(0)[0].Value, 6);
        exchange.Trade(Side.Buy, 1, 100.2m);
        Assert.Equal(219 / 21.0, Breach(journal).Value, 6);
    }

    [Fact]
    public void The_last_twenty_round_trips_may_not_lose_more_than_the_backtests_worst()
    {
        var (_, exchange, journal) = World("envelope-loss", 0.02);
        exchange.Trip(50);
        for (var i = 0; i < 20; i++) exchange.Trip(-1);
        // The gain is the twenty-first ago; 20 of 1000 are at the limit.
        Assert.Empty(journal.LimitBreaches);
        exchange.Trip(-1.01m);
        Assert.Equal(0.02001, Breach(journal).Value, 9);
    }
}
