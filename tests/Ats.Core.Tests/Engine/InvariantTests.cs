using Ats.Domain;
using Ats.Engine;
using Ats.Simulation;
using Ats.Simulation.Markets;
using Ats.Strategies;

namespace Ats.Core.Tests.Engine;

/// <summary>What must hold of every run, whatever the strategies want.</summary>
public sealed class InvariantTests
{
    public static TheoryData<int, bool, FillModelKind> Cases()
    {
        var data = new TheoryData<int, bool, FillModelKind>();
        for (var seed = 1; seed <= 6; seed++)
        {
            data.Add(seed, seed % 2 == 0, FillModelKind.NextOpen);
            data.Add(seed, seed % 2 == 1, FillModelKind.PessimisticBar);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Books_balance_positions_are_sums_of_fills_and_equity_is_explained(int seed, bool spot, FillModelKind fill)
    {
        var instrument = spot ? Bench.Spot : Bench.Linear;
        var (backtest, journal) = Bench.Run(instrument, Bench.Bars(600, (ulong)seed), new BacktestSettings { Fill = fill }, Bench.Arm("a", () => new NoisyStrategy((ulong)seed), 3));
        Check(backtest, journal, 0, instrument);
        Assert.True(journal.Fills.Count > 50);
    }

    [Fact]
    public void The_same_seed_gives_the_same_state_hash_and_another_seed_another()
    {
        string Hash(ulong seed)
        {
            var (backtest, _) = Bench.Run(Bench.Linear, Bench.Bars(500, seed), null, Bench.Arm("a", () => new NoisyStrategy(seed)));
            return backtest.Engine.StateHash.ToString();
        }

        Assert.Equal(Hash(5), Hash(5));
        Assert.NotEqual(Hash(5), Hash(6));
    }

    [Fact]
    public void A_run_over_the_invented_market_replays_from_its_inputs_to_the_same_hash()
    {
        var arms = StrategyCatalog.All.Where(s => s.Legs == 1)
            .Select(s => StrategySpec.Parse(s.Name)).Select((spec, i) => new ArmSettings(spec.Entry.Name, () => spec.Create((ulong)i), [0], 100_000m)).ToList();
        var journal = new MemoryJournal(JournalKind.All);
        var settings = new BacktestSettings { Fill = FillModelKind.Book, Latency = LatencyModel.FromMilliseconds(30, 20) };
        var backtest = new Backtest(settings, SyntheticTape.Instruments, arms, journal);
        backtest.Run(new SyntheticTape(new SyntheticTapeSettings(3, 0.5)));
        var recorded = backtest.Engine.Finish(new RunId("r"), default).StateHash;
        Assert.True(journal.Fills.Count > 0);

        journal.Begin(new Run(new RunId("r"), TradingMode.Backtest, default, 3, "", "", "", ""));
        var words = journal.Read(new RunId("r"), JournalKind.OrderEvent).Select(e => (e.Sequence, (OrderEvent)e.Fact)).ToList();
        var again = new TradingEngine(settings.Engine, SyntheticTape.Instruments, arms, new ReplayGateway(), new MemoryJournal(JournalKind.None));
        Replay.Run(again, words, new SyntheticTape(new SyntheticTapeSettings(3, 0.5)));
        Assert.Equal(recorded, again.Finish(new RunId("r"), default).StateHash);

        for (var i = 0; i < arms.Count; i++) Check(backtest, journal, i, SyntheticTape.Instruments[0]);
    }

    [Fact]
    public void Twenty_arms_in_one_pass_fare_as_each_would_alone()
    {
        var bars = Bench.Bars(400, 11);
        var together = Bench.Run(Bench.Linear, bars, null, [.. Enumerable.Range(0, 20).Select(i => Bench.Arm($"a{i}", () => new NoisyStrategy((ulong)i)))]).Backtest;
        for (var i = 0; i < 20; i++)
        {
            var seed = (ulong)i;
            var alone = Bench.Run(Bench.Linear, bars, null, Bench.Arm("alone", () => new NoisyStrategy(seed))).Backtest;
            Assert.Equal(Bench.Equity(alone), Bench.Equity(together, i));
        }
    }

    [Fact]
    public void A_market_event_that_leads_to_no_order_allocates_nothing()
    {
        var journal = new MemoryJournal(JournalKind.None);
        var backtest = new Backtest(new BacktestSettings { Engine = new EngineSettings { EquityInterval = BarInterval.Parse("1d") } }, [Bench.Linear], [Bench.Arm("a", () => new ScriptedStrategy(Signal.Hold, Signal.Long))], journal);
        var bars = Bench.Bars(3000, 4);
        foreach (var bar in bars.AsSpan(0, 1000)) backtest.Feed(in bar);
        // The least of some spans: a collection another test brings about moves the thread's count by what is left of its buffer.
        var least = long.MaxValue;
        for (var from = 1000; from < bars.Length; from += 500)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var bar in bars.AsSpan(from, 500)) backtest.Feed(in bar);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static void Check(Backtest backtest, MemoryJournal journal, int index, Instrument instrument)
    {
        var arm = backtest.Engine.Arms[index];
        var fills = journal.Fills.Where(f => f.Arm == index).ToList();
        var trips = journal.RoundTrips.Where(t => t.Arm == index).ToList();
        Assert.Equal(0m, arm.Ledger.Imbalance());
        Assert.Equal(fills.Sum(f => f.Side.Sign() * f.Quantity.Raw), arm.Legs[0].Position.Quantity.Raw);
        Assert.Equal(fills.Sum(f => f.Fee), arm.Ledger.FeesPaid);
        Assert.Equal(fills.Sum(f => f.RealizedPnl), arm.RealizedPnl);
        var postings = journal.LedgerEntries.Where(e => e.Arm == index && e.Asset == instrument.Quote).ToList();
        Assert.Equal(arm.Ledger.Cash, postings.Where(e => e.To == LedgerAccount.Cash).Sum(e => e.Amount) - postings.Where(e => e.From == LedgerAccount.Cash).Sum(e => e.Amount));
        var open = FixedPoint.Notional(backtest.Engine.MarkOf(0), arm.Legs[0].Position.Quantity) - arm.Legs[0].Position.Basis;
        var explained = arm.Settings.Capital + arm.RealizedPnl + open - arm.Ledger.FeesPaid - arm.Ledger.FundingPaid;
        Assert.Equal((double)explained, (double)Bench.Equity(backtest, index), 9);
        Assert.Equal((double)Bench.Equity(backtest, index), arm.Equity, 6);
        Assert.InRange(arm.MaxDrawdown, 0, 1.5);
        Assert.All(trips, t => Assert.True(t.Mae <= 0 && t.Mfe >= 0));
        if (arm.Legs[0].Position.IsFlat) Assert.Equal(arm.RealizedPnl, trips.Sum(t => t.GrossPnl));
    }
}
