using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Simulation;
using static Ats.Core.Tests.Engine.Forecasts;

namespace Ats.Core.Tests.Engine;

public sealed class ForecastTests
{
    [Fact]
    public void A_forecast_comes_back_from_its_event_as_floats_keep_it()
    {
        var told = new Forecast(0.00012345f, 900 * Timestamp.NanosecondsPerSecond, At(1), At(3.5))
        {
            Sigma = 0.0021f,
            LowerTail = -0.0031f,
            UpperTail = 0.0041f,
            LowerDecile = -0.0011f,
            UpperDecile = 0.0012f,
            UpProbability = 0.53f,
            Disagreement = float.NaN,
            ModelVersion = int.MaxValue,
            Status = ForecastStatus.Degraded,
        };
        var e = MarketEvent.FromForecast(3, At(1.25), in told);
        Assert.Equal(told, e.AsForecast());
        Assert.Equal((MarketEventKind.Forecast, (short)3, At(1.25)), (e.Kind, e.Instrument, e.ReceiveTime));
        Assert.Equal(72, System.Runtime.CompilerServices.Unsafe.SizeOf<MarketEvent>());
        Assert.Equal(Forecast.None(ForecastStatus.Stale, 0, At(2)), MarketEvent.FromForecast(0, At(2), Forecast.None(ForecastStatus.Stale, 0, At(2))).AsForecast());
    }

    [Fact]
    public void A_strategy_hears_each_horizon_and_what_is_older_or_too_late_not_at_all()
    {
        var listener = new Listener();
        var (backtest, _) = Run(listener, Quote(0, 100, 100.2), Expecting(3, 1), Expecting(4, 1, 2 * Horizon), Expecting(9, 1.1, asOf: 0.5), Expecting(5, 9, asOf: 1), Expecting(6, 9.5));
        // The two of the first second lapse before the late one comes.
        Assert.Equal([3, 4, double.NaN, double.NaN, 6], listener.Heard.Select(h => h.Forecast.IsGood ? Math.Round(h.Forecast.ExpectedBps, 4) : double.NaN));
        Assert.Equal(2, backtest.Engine.Arms[0].ForecastGapCount);
    }

    [Fact]
    public void A_forecast_lapses_when_its_validity_ends_whether_anything_happens_or_not()
    {
        var listener = new Listener(1);
        var engine = new TradingEngine(new EngineSettings(), [Bench.Linear], [Bench.Arm("ai", () => listener)], new ReplayGateway(), new MemoryJournal());
        engine.Handle(Quote(0, 100, 100.2));
        engine.Handle(Expecting(3, 1));
        Assert.True(engine.NextTimer <= At(2.75) + 1);
        engine.AdvanceTo(At(2.75));
        Assert.Single(listener.Heard);
        engine.AdvanceTo(At(2.75) + 1);
        Assert.Equal(ForecastStatus.Expired, listener.Heard[1].Forecast.Status);
        Assert.Equal(Horizon, listener.Heard[1].Forecast.HorizonNanoseconds);
        Assert.Equal(1, engine.Arms[0].ForecastGapCount);
        engine.AdvanceTo(At(60));
        Assert.Equal(2, listener.Heard.Count);
    }

    [Theory]
    [InlineData(ForecastStatus.Warming, "warming up")]
    [InlineData(ForecastStatus.Stale, "data is stale")]
    [InlineData(ForecastStatus.Degraded, "not trusted")]
    public void That_there_is_none_is_told_counted_and_journaled_once_with_its_reason(ForecastStatus why, string says)
    {
        var listener = new Listener(0);
        var (backtest, journal) = Run(listener, Quote(0, 100, 100.2), Expecting(3, 1), Expecting(3, 1, 2 * Horizon), Gone(why, 1.5), Gone(why, 2), Quote(30, 100, 100.2));
        Assert.Equal([why, why], listener.Heard.Skip(2).Select(h => h.Forecast.Status));
        Assert.Equal(1, backtest.Engine.Arms[0].ForecastGapCount);
        Assert.Contains(says, Assert.Single(journal.Decisions, d => d.Outcome == DecisionOutcome.NoForecast).Reason.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_none_is_no_forecast()
    {
        var listener = new Listener(1);
        var (backtest, _) = Run(listener, Quote(0, 100, 100.2), Expecting(3, 1), Expecting(double.NaN, 2), Expecting(4, 2.5), Quote(3, 100, 100.2));
        Assert.Equal([ForecastStatus.Ok, ForecastStatus.Degraded, ForecastStatus.Ok], listener.Heard.Select(h => h.Forecast.Status));
        Assert.Equal(1, backtest.Engine.Arms[0].ForecastGapCount);
    }

    [Fact]
    public void A_horizon_that_is_made_no_more_does_not_hide_that_the_others_are_gone()
    {
        var listener = new Listener(0);
        var (backtest, _) = Run(listener, Quote(0, 100, 100.2), Expecting(3, 1), Expecting(3, 1, 2 * Horizon), Expecting(3, 2.5), Quote(10, 100, 100.2), Expecting(3, 11), Quote(20, 100, 100.2));
        Assert.Equal(2, backtest.Engine.Arms[0].ForecastGapCount);
    }

    [Fact]
    public void A_decision_says_which_forecast_it_used_what_it_promised_and_what_it_costs()
    {
        var (_, journal) = Run(new Listener(1), Quote(0, 99.9, 100.1), Expecting(30, 1), Quote(2, 99.9, 100.1));
        var d = Assert.Single(journal.Decisions, d => d.Outcome == DecisionOutcome.Ordered);
        Assert.Equal((7, Horizon), (d.ModelVersion, d.HorizonNanoseconds));
        Assert.Equal(30, d.ForecastBps, 4);
        Assert.Equal(30, d.EdgeBps, 4);
        Assert.Equal(11 + 20, d.CostBps, 6); // Two taker fees of 5.5 bp and a spread of 20.
    }

    [Fact]
    public void Forecasts_do_not_make_market_data_younger()
    {
        var (_, journal) = Run(new Listener(1), [RiskCatalog.Create("stale-data", 5)], Quote(0, 100, 100.2), Expecting(3, 10), Quote(11, 100, 100.2));
        Assert.Equal(DenialCode.StaleData, journal.Decisions[0].Verdict.Code);
    }

    [Theory]
    [InlineData("forecast-range", 20, DenialCode.ForecastRange)]
    [InlineData("forecast-jump", 20, DenialCode.ForecastJump)]
    [InlineData("forecast-age", 0.1, DenialCode.ForecastAge)]
    public void Limits_on_forecasts_judge_arms_that_listen(string limit, double value, DenialCode code)
    {
        MarketEvent[] tape = [Quote(0, 100, 100.2), Expecting(3, 1), Expecting(30, 2), Quote(3, 100, 100.2)];
        var (_, journal) = Run(new Listener(0, 1), [RiskCatalog.Create(limit, value)], tape);
        Assert.Contains(journal.Decisions, d => d.Verdict.Code == code);
        var (deaf, _) = Run(new ListeningStrategy(Signal.Long), [RiskCatalog.Create(limit, value)], tape);
        Assert.Equal(0, deaf.Engine.Arms[0].DenialCount);
    }

    [Theory]
    [InlineData(JournalKind.All)]
    [InlineData(JournalKind.All & ~JournalKind.Market)]
    public void A_run_with_forecasts_replays_to_the_same_state_with_or_without_the_market_in_its_journal(JournalKind kinds)
    {
        var market = Enumerable.Range(0, 900).Select(i => Quote(i * 0.4, 100 + (i % 7 * 0.1), 100.2 + (i % 7 * 0.1))).ToArray();
        ArmSettings[] Arms() => [Bench.Arm("ai", () => new Strategies.Flipper()), Bench.Arm("other", () => new ListeningStrategy(Signal.Long))];
        var journal = new MemoryJournal(kinds);
        var backtest = new Backtest(new BacktestSettings { Fill = FillModelKind.Quotes, Latency = LatencyModel.FromMilliseconds(20, 30) }, [Bench.Linear], Arms(), journal);
        journal.Begin(new Run(new RunId("run"), TradingMode.Backtest, default, 3, "", "", "", ""));
        backtest.Run(new ForecastedSource(new ArraySource(market), new Simulation.NoisyForecasts(1, validSeconds: 0.9)));
        var hash = backtest.Engine.Finish(new RunId("run"), default).StateHash;
        Assert.True(backtest.Engine.Arms[0].FillCount > 20 && backtest.Engine.Arms[0].ForecastGapCount > 20);

        var engine = new TradingEngine(new EngineSettings(), [Bench.Linear], Arms(), new ReplayGateway(), new MemoryJournal(JournalKind.None));
        var inputs = journal.Read(new RunId("run"), JournalKind.Inputs).ToList();
        if (kinds.HasFlag(JournalKind.Market)) Replay.Run(engine, inputs.Where(i => i.Kind != JournalKind.Market), new ArraySource([.. inputs.Where(i => i.Kind == JournalKind.Market).Select(i => (MarketEvent)i.Fact)]));
        else Replay.Run(engine, inputs, new ArraySource(market));
        engine.AdvanceTo(engine.Clock.Now);
        Assert.Equal(hash, engine.Finish(new RunId("run"), default).StateHash);
    }

    private static (Backtest Backtest, MemoryJournal Journal) Run(Strategy strategy, params MarketEvent[] tape) => Run(strategy, [], tape);

    private static (Backtest Backtest, MemoryJournal Journal) Run(Strategy strategy, IRiskLimit[] limits, params MarketEvent[] tape) =>
        Bench.Run(Bench.Linear, tape, new BacktestSettings { Fill = FillModelKind.Quotes }, Bench.Arm("ai", () => strategy, limits: limits));
}
