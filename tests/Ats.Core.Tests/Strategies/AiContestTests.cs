using Ats.Core.Tests.Engine;
using Ats.Core.Tests.Simulation;
using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Sizing;
using Ats.Simulation;
using Ats.Simulation.Markets;
using Ats.Strategies;

namespace Ats.Core.Tests.Strategies;

/// <summary>The AI side of the contest on an invented market, with a forecaster that cheats.</summary>
public sealed class AiContestTests
{
    private static readonly Lazy<MarketEvent[]> Tape = new(() => Read(new SyntheticTape(new SyntheticTapeSettings(21, 0.5))));

    [Fact]
    public void The_whole_default_contest_runs_and_its_ai_side_trades()
    {
        var (backtest, journal) = Run(new Foresight(Tape.Value, 0.3, 1), [.. StrategyCatalog.DefaultContest(1, hasForecasts: true)]);
        foreach (var name in new[] { "ai-timing", "ai-gated", "random-gated", "ai-council", "ai-selector" })
            Assert.True(backtest.Engine.Arms.Single(a => a.Name == name).FillCount > 0, name);
        // What it lets go is counted.
        var direct = backtest.Engine.Arms.Single(a => a.Name == "ai-direct");
        Assert.True(direct.RefusalCount > 1000);
        // Each decision says what the forecast it used promised and what going in and out costs; no entry went against it.
        foreach (var gated in backtest.Engine.Arms.Where(a => a.Name.StartsWith("ai-gated", StringComparison.Ordinal)))
        {
            foreach (var d in journal.Decisions.Where(d => d.Arm == gated.Index && d.Outcome == DecisionOutcome.Ordered && d.Position.IsZero))
            {
                Assert.Equal((1, 15_000_000_000), (d.ModelVersion, d.HorizonNanoseconds));
                Assert.True(d.Level * d.ForecastBps >= 0 && d.CostBps > 11, $"{gated.Name}: {d.ForecastBps} bp for {d.CostBps} bp");
                if (gated.Name == "ai-gated") Assert.Equal(d.Level * d.ForecastBps, d.EdgeBps);
            }
        }

        // Of each pair both are refused about as often.
        foreach (var gated in backtest.Engine.Arms.Where(a => a.Name.StartsWith("ai-gated", StringComparison.Ordinal)))
            Assert.InRange(backtest.Engine.Arms.Single(a => a.Name == "random" + gated.Name[2..]).RefusalCount, gated.RefusalCount - 4, gated.RefusalCount + 4);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void With_foresight_the_direct_arm_earns_and_with_its_reverse_it_loses(double skill, bool earns)
    {
        var (backtest, journal) = Run(new Foresight(Tape.Value, skill, 0), "ai-direct");
        var arm = backtest.Engine.Arms[0];
        Assert.True(arm.FillCount > 10);
        Assert.Equal(earns, arm.Equity > 100_000);
        var entries = journal.Decisions.Where(d => d.Outcome == DecisionOutcome.Ordered && d.Position.IsZero && d.Level != 0).ToList();
        Assert.All(entries, d => Assert.True(d.EdgeBps > d.CostBps));
    }

    private static (Backtest Backtest, MemoryJournal Journal) Run(IForecastFeed feed, params string[] arms)
    {
        var settings = new BacktestSettings { Fill = FillModelKind.Book, Latency = LatencyModel.FromMilliseconds(20, 20) };
        var journal = new MemoryJournal();
        var backtest = new Backtest(settings, SyntheticTape.Instruments, [.. arms.Select((text, i) => Arm(text, i))], journal);
        backtest.Run(new ForecastedSource(new ArraySource(Tape.Value), feed));
        backtest.Engine.Finish(new RunId("test"), default);
        return (backtest, journal);
    }

    private static ArmSettings Arm(string text, int index)
    {
        var spec = StrategySpec.Parse(text);
        return new ArmSettings(text, () => spec.Create((ulong)index), [0], 100_000m) { Interval = new BarInterval(5000), NewSizing = () => new FixedNotional(10_000) };
    }

    private static MarketEvent[] Read(SyntheticTape market)
    {
        var events = new List<MarketEvent>();
        var buffer = new MarketEvent[4096];
        int count;
        while ((count = market.Read(buffer)) > 0) events.AddRange(buffer[..count]);
        return [.. events];
    }
}
