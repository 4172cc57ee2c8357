using Ats.Domain;
using Ats.Engine;
using Ats.Simulation;

namespace Ats.Core.Tests.Engine;

/// <summary>Which stop a bar is judged by.</summary>
public sealed class StopTests
{
    private static readonly MarketEvent[] Bars =
    [
        Bench.Bar(0, 100, 100, 100, 100), Bench.Bar(1, 100, 110, 97, 110), Bench.Bar(2, 110, 111, 109, 110), Bench.Bar(3, 110, 111, 109, 110), Bench.Bar(4, 110, 110, 110, 110),
    ];

    [Fact]
    public void A_stop_raised_on_seeing_a_bar_is_not_judged_by_that_bars_low()
    {
        // The second bar's low of 97 was made under the stop of 95; the stop of 105 is set at its close.
        var (backtest, journal) = Bench.Run(Bench.Linear, Bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long.WithStop(95), Signal.Long.WithStop(105))));
        Assert.Single(journal.Fills);
        Assert.Equal(1m, backtest.Engine.Arms[0].Legs[0].Position.Quantity.ToDecimal());
    }

    [Fact]
    public void A_stop_that_stood_while_the_low_was_made_closes_even_when_it_is_lowered_at_the_close()
    {
        var (backtest, journal) = Bench.Run(Bench.Linear, Bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long.WithStop(98), Signal.Long.WithStop(90))));
        Assert.Equal([100m, 110m], journal.Fills.Select(f => f.Price.ToDecimal()));
        Assert.True(backtest.Engine.Arms[0].Legs[0].Position.IsFlat);
    }

    [Fact]
    public void A_strategy_that_reverses_on_the_bar_that_hit_its_stop_reverses_in_one_order()
    {
        var (_, journal) = Bench.Run(Bench.Linear, Bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long.WithStop(98), Signal.Short.WithStop(120))));
        Assert.Equal([1m, 2m], journal.Fills.Select(f => f.Quantity.ToDecimal()));
    }

    [Fact]
    public void On_ticks_a_stop_is_judged_every_second_by_the_mark()
    {
        MarketEvent At(double seconds, double price)
        {
            var time = new Timestamp(Bench.Start.Nanoseconds + (long)(seconds * 1e9));
            return MarketEvent.FromTrade(0, time, time, Bench.Cents(price), Quantity.FromDecimal(1), Side.Buy);
        }

        var trades = new[] { At(0, 100), At(59, 100), At(60.5, 100), At(61.5, 94), At(62.5, 93), At(63, 92) };
        var settings = new BacktestSettings { Fill = FillModelKind.Trades };
        var (_, journal) = Bench.Run(Bench.Linear, trades, settings, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long.WithStop(95))));
        Assert.Equal([100m, 93m], journal.Fills.Select(f => f.Price.ToDecimal()));
        Assert.Equal(62, (journal.Decisions.Last(d => d.Outcome == DecisionOutcome.Ordered).Time.Nanoseconds - Bench.Start.Nanoseconds) / 1_000_000_000);
    }
}
