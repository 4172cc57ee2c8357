using Ats.Core.Tests.Engine;
using Ats.Core.Tests.Simulation;
using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Sizing;
using Ats.Simulation;
using Ats.Simulation.Markets;
using Ats.Strategies;

namespace Ats.Core.Tests.Strategies;

/// <summary>What every member of the catalog promises inside the engine: bars built from ticks, orders, fills and all.</summary>
public sealed class StrategyReplayTests
{
    private const int HoleFrom = 500;
    private const int HoleTo = 900;

    private static readonly Lazy<MarketEvent[]> Invented = new(() => Read(new SyntheticTape(new SyntheticTapeSettings(11, 0.2))));

    public static TheoryData<string> Names => StrategyContractTests.Names;

    /// <summary>Those whose levels do not depend on what they hold.</summary>
    public static TheoryData<string> Levelled => [.. StrategyCatalog.All.Where(s => s.Create(ParameterSet.Defaults(s), Contest.Alone(1)) is not QuotingStrategy).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_tape_gives_the_same_decisions_and_the_same_state(string name)
    {
        var first = OnTicks(name, Invented.Value);
        var second = OnTicks(name, Invented.Value);
        Assert.NotEmpty(first.Decisions);
        Assert.Equal(first.Decisions, second.Decisions);
        Assert.Equal(first.Hash, second.Hash);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tape_cut_short_gives_the_same_decisions_up_to_the_cut(string name)
    {
        var whole = OnTicks(name, Invented.Value).Decisions;
        foreach (var cut in new[] { 0.5, 0.81 })
        {
            var part = Invented.Value[..(int)(cut * Invented.Value.Length)];
            var until = part[^1].ReceiveTime;
            var decided = OnTicks(name, part).Decisions;
            Assert.NotEmpty(decided);
            Assert.Equal(whole.Where(d => d.Time < until), decided.Where(d => d.Time < until));
        }
    }

    [Theory]
    [MemberData(nameof(Levelled))]
    public void After_a_hole_in_the_data_it_wants_what_a_fresh_one_wants(string name)
    {
        var tape = StrategyCatalog.Find(name)!.Needs == MarketNeeds.Book ? Books() : TwoInstruments();
        var after = tape.Where(e => e.ExchangeTime > HoleEnd).ToArray();
        var fresh = Levels(name, after);
        Assert.Contains(fresh, l => !double.IsNaN(l.Level));
        Assert.Equal(fresh, Levels(name, [.. tape.Where(e => e.ExchangeTime <= HoleStart), .. after]).Where(l => l.Time > HoleEnd));
    }

    private static Timestamp HoleStart => Bench.Bar(HoleFrom, 1, 1, 1, 1).ExchangeTime;

    private static Timestamp HoleEnd => Bench.Bar(HoleTo, 1, 1, 1, 1).ExchangeTime;

    private static MarketEvent[] TwoInstruments() =>
        [.. Bench.Bars(1500, 21, stepBps: 15).Zip(Bench.Bars(1500, 22, 50, 15, instrument: 1)).SelectMany(pair => new[] { pair.First, pair.Second })];

    private static MarketEvent[] Books() => [.. ProbeMarket.Books.SelectMany(minute => minute).SelectMany(message => message)];

    private static List<(Timestamp Time, short Instrument, double Level)> Levels(string name, MarketEvent[] bars)
    {
        var second = Bench.Linear with { Id = InstrumentId.Parse("test:linear:ETHUSDT"), Base = new Asset("ETH"), TickSize = Price.FromDecimal(0.01m) };
        var settings = new BacktestSettings { Fill = bars[0].Kind == MarketEventKind.Bar ? FillModelKind.NextOpen : FillModelKind.Book };
        return [.. Run(name, bars, settings, [Bench.Linear, second], BarInterval.OneMinute).Decisions
            .GroupBy(d => (d.Time, d.Instrument)).Select(g => (g.Key.Time, g.Key.Instrument, g.Last().Level))];
    }

    private static (List<Decision> Decisions, string Hash) OnTicks(string name, MarketEvent[] events)
    {
        var settings = new BacktestSettings { Fill = FillModelKind.Book, Latency = LatencyModel.FromMilliseconds(20, 20) };
        return Run(name, events, settings, SyntheticTape.Instruments, BarInterval.OneSecond);
    }

    private static (List<Decision> Decisions, string Hash) Run(string name, MarketEvent[] events, BacktestSettings settings, IReadOnlyList<Instrument> instruments, BarInterval interval)
    {
        var spec = StrategySpec.Parse(name);
        var arm = new ArmSettings(name, () => spec.Create(7), [.. Enumerable.Range(0, spec.Entry.Legs).Select(i => (short)i)], 100_000m) { Interval = interval, NewSizing = () => new FixedNotional(10_000) };
        var journal = new MemoryJournal(JournalKind.All, everyDecision: !spec.Entry.Needs.HasFlag(MarketNeeds.Book));
        var backtest = new Backtest(settings, instruments, [arm], journal);
        var source = new ArraySource(events);
        backtest.Run(spec.NeedsForecasts ? new ForecastedSource(source, interval == BarInterval.OneSecond ? new NoisyForecasts(instruments.Count) : new NoisyForecasts(instruments.Count, everySeconds: 20, validSeconds: 50)) : source);
        return ([.. journal.Decisions], backtest.Engine.Finish(new RunId("test"), default).StateHash);
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
