using Ats.Core.Tests.Engine;
using Ats.Core.Tests.Simulation;
using Ats.Domain;
using Ats.Engine;
using Ats.Simulation;
using Ats.Strategies;
using Ats.Strategies.Ai;

namespace Ats.Core.Tests.Strategies;

/// <summary>What the AI arms do with forecasts, on markets small enough to follow by hand.</summary>
public sealed class AiStrategyTests
{
    private static readonly AiDirect.Settings Direct = new(15, 1, false, 5, true);

    [Fact]
    public void Direct_enters_where_the_edge_beats_cost_and_margin_and_leaves_when_it_has_gone()
    {
        // Cost 10, margin 1.
        Assert.Equal([0, 0, 1, 1, 1, 0, -1, -1, 1], Levels(new AiDirect(Direct), 10, 3, 11, 11.5, 0.1, 5, -4, -12, -0.1, 20));
        Assert.Equal([1, 0, 0], Levels(new AiDirect(Direct with { Short = false }), 10, 12, -12, -30));
        Assert.Equal([1, 0, 1], Levels(new AiDirect(Direct), 10, 12, double.NaN, 12));
    }

    [Fact]
    public void Direct_leaves_when_the_horizon_is_over_unless_a_fresh_forecast_pays()
    {
        // In at the first, fifteen seconds long; a fresh one at the sixteenth renews it, the one after does not.
        double[] forecasts = [12, .. Enumerable.Repeat(2.0, 14), 12, .. Enumerable.Repeat(2.0, 15)];
        var levels = Levels(new AiDirect(Direct), 10, forecasts);
        Assert.Equal(30, Array.IndexOf(levels, 0));
    }

    [Fact]
    public void What_direct_lets_go_is_counted_and_journaled_now_and_then_with_edge_and_cost()
    {
        var spec = StrategySpec.Parse("ai-direct");
        MarketEvent[] tape = [Forecasts.Quote(0, 99.99, 100.01), .. Enumerable.Range(1, 60).Select(i => Forecasts.Expecting(i % 2 == 0 ? 3 : -3, i))];
        var (backtest, journal) = Bench.Run(Bench.Linear, tape, new BacktestSettings { Fill = FillModelKind.Quotes }, Bench.Arm("ai", () => spec.Create(1)));
        Assert.Equal(60, backtest.Engine.Arms[0].RefusalCount);
        var refused = journal.Decisions.Where(d => d.Outcome == DecisionOutcome.Refused).ToList();
        Assert.Equal(6, refused.Count);
        Assert.All(refused, d => Assert.Equal((3, 4 + 1), (Math.Round(d.EdgeBps, 4), Math.Round(d.CostBps, 4)))); // Two maker fees of 2 bp and half the spread of 2.
        Assert.All(refused, d => Assert.Equal((7, 15), (d.ModelVersion, d.HorizonNanoseconds / Timestamp.NanosecondsPerSecond)));
        Assert.Contains("does not pay for the 5.5 bps", refused[0].Reason.ToString(), StringComparison.Ordinal);
        Assert.Equal((3, 5), (Math.Round(backtest.Engine.Arms[0].Legs[0].RefusedEdgeBps, 4), Math.Round(backtest.Engine.Arms[0].Legs[0].CostBps, 4)));
    }

    [Fact]
    public void Gated_refuses_entries_the_forecast_points_against_for_as_long_as_they_are_wanted_and_never_an_exit()
    {
        var gated = new AiGated(new AiGated.Settings(15, 0), new ScriptedStrategy(Signal.Hold, Signal.Long, Signal.Long, Signal.Flat, Signal.Short, Signal.Long, Signal.Flat, Signal.Long));
        var targets = new Targets(1);
        double[] forecasts = [double.NaN, -1, 5, 5, -1, -1, -1, 1];
        var levels = new double[forecasts.Length];
        for (var i = 0; i < forecasts.Length; i++)
        {
            Tell(gated, targets, forecasts[i], i);
            gated.OnBar(0, Bench.Bar(i, 100, 100, 100, 100).AsBar(), targets);
            levels[i] = targets[0].Level;
        }

        // Vetoed, still vetoed though the forecast turned, flat, short allowed, long vetoed (but the short is closed), flat, long allowed.
        Assert.Equal([double.NaN, 0, 0, 0, -1, 0, 0, 1], levels);
        Assert.Equal((4, 2), (gated.Proposed, gated.Refused));
    }

    [Fact]
    public void Gated_waits_while_nobody_can_be_asked()
    {
        var gated = new AiGated(new AiGated.Settings(15, 0), new ScriptedStrategy(Signal.Long));
        var targets = new Targets(1);
        gated.OnBar(0, Bench.Bar(0, 100, 100, 100, 100).AsBar(), targets);
        Assert.Equal(0, targets[0].Level);
        Tell(gated, targets, 1, 1);
        Assert.Equal(1, targets[0].Level);
        Assert.Equal((1, 0), (gated.Proposed, gated.Refused));
    }

    [Theory]
    [InlineData("ema-cross", 0)]
    [InlineData("macd", 6)]
    public void The_random_twin_is_refused_as_often_as_the_gated_arm_and_elsewhere(string of, double tolerance)
    {
        var settings = new AiGated.Settings(15, tolerance);
        var rates = new List<double>();
        var gated = Run(new AiGated(settings, StrategySpec.Parse(of + ":short=1").Create(1)));
        var alike = 0.0;
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var twin = Run(new RandomGated(settings, StrategySpec.Parse(of + ":short=1").Create(1), StrategySpec.Parse(of + ":short=1").Create(1), seed));
            rates.Add((double)twin.Strategy.Refused / twin.Strategy.Proposed);
            alike += twin.Levels.Zip(gated.Levels).Count(p => p.First == p.Second) / (40.0 * gated.Levels.Length);
        }

        var rate = (double)gated.Strategy.Refused / gated.Strategy.Proposed;
        Assert.True(gated.Strategy.Proposed > 40 && rate is > 0.1 and < 0.9, $"{gated.Strategy.Refused} of {gated.Strategy.Proposed}");
        Assert.InRange(rates.Average(), rate - 0.03, rate + 0.03);
        Assert.All(rates, r => Assert.InRange(r, rate - 0.1, rate + 0.1));
        Assert.InRange(alike, 0.3, 0.9);
    }

    [Fact]
    public void The_council_listens_to_who_was_right_lately()
    {
        // The forecasts of the short horizon know the next bar, those of the long one are the reverse.
        var council = new AiCouncil(new AiCouncil.Settings(10, 0.4, 0.1, true), [new Cash(), new BuyAndHold()]);
        var right = 0;
        var bars = Bench.Bars(400, 12);
        var targets = new Targets(1);
        for (var i = 0; i < bars.Length - 1; i++)
        {
            var next = bars[i + 1].AsBar();
            var change = Math.Log(next.Close.ToDouble() / bars[i].AsBar().Close.ToDouble());
            foreach (var (horizon, sign) in new[] { (NoisyForecasts.Short, 1), (NoisyForecasts.Long, -1) })
            {
                var forecast = new Forecast(sign * change, horizon, bars[i].ExchangeTime, next.CloseTime) { Sigma = 0.001 };
                council.OnForecast(0, in forecast, targets);
            }

            council.OnBar(0, bars[i].AsBar(), targets);
            if (i < 50) continue;
            right += targets[0].Level == Math.Sign(change) ? 1 : 0;
            Assert.True(council.ForecastOf(0).HorizonNanoseconds is 0 || council.ForecastOf(0).HorizonNanoseconds == NoisyForecasts.Short);
        }

        Assert.InRange(right, 300, 349);
    }

    [Fact]
    public void The_selector_follows_who_earns_after_cost_goes_to_cash_where_nobody_does_and_switches_seldom()
    {
        // Up for long, then down for long: buying earns first, and nothing after.
        var selector = new AiSelector(new AiSelector.Settings(30, 20, 10, 0.05, true), [new BuyAndHold(), new Cash()]);
        var targets = new Targets(1);
        targets.SetCost(0, 11);
        var levels = Enumerable.Range(0, 800).Select(i =>
        {
            var price = 1000 + (i < 400 ? i : 800 - i) + (i % 2);
            selector.OnBar(0, Bench.Bar(i, price, price, price, price).AsBar(), targets);
            return targets[0].Level;
        }).ToArray();
        Assert.Equal(1, levels[399]);
        Assert.Equal(0, levels[799]);
        Assert.InRange(levels.Zip(levels.Skip(1)).Count(p => p.First != p.Second && !double.IsNaN(p.First)), 1, 5);
    }

    [Theory]
    [InlineData("ai-gated:of=sma-cross/fast=5/slow=20,horizon=60", "ai-gated:of=sma-cross/fast=5/slow=20/short=0,horizon=60,tolerance=0")]
    [InlineData("ai-council:of=macd+ema-cross/short=1", "ai-council:of=macd/fast=12/slow=26/signal=9/short=1+ema-cross/fast=12/slow=26/short=1,half-life=30,enter=0.4,exit=0.1,short=1")]
    public void Strategies_inside_strategies_are_written_without_quotes(string text, string whole)
    {
        Assert.Equal(whole, StrategySpec.Parse(text).ToString());
        Assert.Equal(whole, StrategySpec.Parse(whole).ToString());
    }

    [Theory]
    [InlineData("ai-gated:of=nonsense", "Unknown strategy 'nonsense'")]
    [InlineData("ai-gated:of=macd/slow=1", "slow=1 is outside")]
    [InlineData("ai-gated:of=ai-direct", "classical strategies on one instrument")]
    [InlineData("ai-timing:of=pairs", "classical strategies on one instrument")]
    [InlineData("ai-timing:of=market-maker", "want levels")]
    [InlineData("ai-gated:of=macd+ema-cross", "names 2 strategies; one is asked")]
    [InlineData("ai-council:of=book-imbalance", "listen to bars alone")]
    [InlineData("sma-cross:of=macd", "has no parameter 'of'")]
    public void What_cannot_work_inside_is_refused_in_words(string text, string says) =>
        Assert.Contains(says, Assert.Throws<ParameterException>(() => StrategySpec.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_default_contest_has_its_ai_side_only_where_there_is_a_forecaster()
    {
        Assert.All(StrategyCatalog.DefaultContest(2, hasForecasts: false), t => Assert.False(StrategySpec.Parse(t).NeedsForecasts));
        var names = StrategyCatalog.DefaultContest(1, hasForecasts: true);
        Assert.DoesNotContain("pairs", names);
        Assert.Contains("ai-direct", names);
        var gated = names.Where(n => n.StartsWith("ai-gated", StringComparison.Ordinal)).ToList();
        Assert.Equal(11, gated.Count);
        Assert.All(gated, g => Assert.Contains("random" + g[2..], names));
        Assert.All(names, n => Assert.NotNull(StrategySpec.Parse(n)));
    }

    private static double[] Levels(Strategy strategy, double costBps, params double[] forecastsBps)
    {
        var targets = new Targets(1);
        targets.SetCost(0, costBps);
        return [.. forecastsBps.Select((bps, i) =>
        {
            Tell(strategy, targets, bps, i);
            return targets[0].Level;
        })];
    }

    /// <summary>A forecast over fifteen seconds; NaN = there is none.</summary>
    private static void Tell(Strategy strategy, Targets targets, double bps, int second)
    {
        var forecast = double.IsNaN(bps) ? Forecast.None(ForecastStatus.Stale, Forecasts.Horizon, Forecasts.At(second)) : new Forecast(bps / 10_000, Forecasts.Horizon, Forecasts.At(second), Forecasts.At(second + 2));
        strategy.OnForecast(0, in forecast, targets);
    }

    private static (T Strategy, double[] Levels) Run<T>(T strategy)
        where T : Strategy
    {
        var targets = new Targets(1);
        var levels = new double[ProbeMarket.Minutes];
        for (var i = 0; i < levels.Length; i++)
        {
            strategy.OnForecast(0, in ProbeMarket.Forecasts[i][0][0], targets);
            strategy.OnBar(0, in ProbeMarket.Bars[0][i], targets);
            levels[i] = targets[0].Level;
        }

        return (strategy, levels);
    }
}
