using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>Engine and exchange together: random strategies over random tapes, for every fill model, spot and perpetual, with latency and slippage.</summary>
public sealed class BacktestPropertyTests
{
    private const double Limit = 4;

    public static TheoryData<FillModelKind, bool, int> Cases()
    {
        var data = new TheoryData<FillModelKind, bool, int>();
        foreach (var kind in Enum.GetValues<FillModelKind>())
        {
            for (var seed = 1; seed <= 2; seed++) data.Add(kind, seed % 2 == 0, seed);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Books_balance_and_the_exchange_agrees_with_the_ledger_to_the_last_digit(FillModelKind kind, bool spot, int seed)
    {
        var (backtest, journal) = Run(kind, spot, seed, RandomTape.For(kind, (ulong)seed, 1500), reportMs: 0);
        for (var i = 0; i < backtest.Engine.Arms.Count; i++)
        {
            var arm = backtest.Engine.Arms[i];
            var fills = journal.Fills.Where(f => f.Arm == i).ToList();
            Assert.True(fills.Count > 5, $"arm {i}: {fills.Count} fills");
            Assert.Equal(0m, arm.Ledger.Imbalance());
            Assert.Equal(fills.Sum(f => f.Side.Sign() * f.Quantity.Raw), arm.Legs[0].Position.Quantity.Raw);
            Assert.Equal(fills.Sum(f => f.Fee), arm.Ledger.FeesPaid);
            Assert.All(fills, f => Assert.Equal(FixedPoint.Notional(f.Price, f.Quantity) * arm.Legs[0].Instrument.Fees.Rate(f.Liquidity), f.Fee));
            Assert.Equal(backtest.Exchange.CashOf(i), arm.Ledger.Cash);
            Assert.InRange(arm.Equity - (double)Bench.Equity(backtest, i), -1e-6, 1e-6);
            if (spot) Assert.True(arm.Ledger.Cash >= 0 && arm.Legs[0].Position.Quantity.Raw >= 0);
            var postings = journal.LedgerEntries.Where(e => e.Arm == i).ToList();
            foreach (var asset in postings.Select(p => p.Asset).Distinct())
                Assert.Equal(0m, Enum.GetValues<LedgerAccount>().Sum(a => postings.Where(p => p.Asset == asset && p.To == a).Sum(p => p.Amount) - postings.Where(p => p.Asset == asset && p.From == a).Sum(p => p.Amount)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Positions_stay_under_their_limit_and_reductions_are_never_denied(FillModelKind kind, bool spot, int seed)
    {
        var (_, journal) = Run(kind, spot, seed, RandomTape.For(kind, (ulong)seed, 1500), reportMs: 20);
        var held = new Dictionary<int, long>();
        foreach (var fill in journal.Fills)
        {
            var after = held[fill.Arm] = held.GetValueOrDefault(fill.Arm) + (fill.Side.Sign() * fill.Quantity.Raw);
            Assert.True(Math.Abs(after) <= Limit * Quantity.Scale, $"arm {fill.Arm} holds {new Quantity(after)}");
            if (spot) Assert.True(after >= 0);
        }

        // A denied wish of a target arm that lies between what is held and flat would be a blocked reduction.
        Assert.DoesNotContain(journal.Decisions, d => d.Outcome == DecisionOutcome.Denied && d.Arm < 2 && Math.Abs(d.Target.Raw) < Math.Abs(d.Position.Raw) && d.Target.Raw * d.Position.Raw >= 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_fills_before_its_order_could_have_arrived_and_clocks_go_forward(FillModelKind kind, bool spot, int seed)
    {
        var (_, journal) = Run(kind, spot, seed, RandomTape.For(kind, (ulong)seed, 1000), reportMs: 20);
        var sent = journal.Orders.ToDictionary(o => o.Id, o => o.DecidedAt);
        foreach (var fill in journal.Fills.Where(f => !f.Order.IsNone))
        {
            Assert.True(fill.ExchangeTime.Nanoseconds >= sent[fill.Order].Nanoseconds + 30_000_000);
            Assert.True(fill.ReceiveTime.Nanoseconds >= fill.ExchangeTime.Nanoseconds + 20_000_000);
        }

        Assert.True(journal.OrderEvents.Zip(journal.OrderEvents.Skip(1), (a, b) => a.ReceiveTime <= b.ReceiveTime).All(x => x));
        Assert.True(journal.EquityPoints.GroupBy(p => p.Arm).All(g => g.Zip(g.Skip(1), (a, b) => a.Time <= b.Time).All(x => x)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_decided_by_a_moment_does_not_depend_on_what_comes_after_it(FillModelKind kind, bool spot, int seed)
    {
        var tape = RandomTape.For(kind, (ulong)seed, 1000);
        var cut = tape.Length * 3 / 5;
        while (tape[cut].ReceiveTime == tape[cut - 1].ReceiveTime) cut++;
        var until = tape[cut - 1].ReceiveTime;
        // On ticks a report of something older than the cut may still arrive right at it; on bars the last bar's own decisions count too.
        var limit = kind is FillModelKind.NextOpen or FillModelKind.PessimisticBar ? new Timestamp(until.Nanoseconds + 1) : until;
        // The other future: every price after the cut is three times as high.
        var other = tape.ToArray();
        for (var i = cut; i < other.Length; i++) Triple(ref other[i]);
        var (whole, part, changed) = (Known(tape), Known(tape[..cut]), Known(other));
        Assert.NotEmpty(whole.Decisions);
        Assert.Equal(whole.Decisions, part.Decisions);
        Assert.Equal(whole.Decisions, changed.Decisions);
        Assert.Equal(whole.Fills, part.Fills);
        Assert.Equal(whole.Fills, changed.Fills);

        (List<Decision> Decisions, List<Fill> Fills) Known(MarketEvent[] events)
        {
            var journal = Run(kind, spot, seed, events, reportMs: 20).Journal;
            return ([.. journal.Decisions.Where(d => d.Time < limit)], [.. journal.Fills.Where(f => f.ReceiveTime < limit)]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_run_twice_ends_in_the_same_state_and_replays_to_it(FillModelKind kind, bool spot, int seed)
    {
        var tape = RandomTape.For(kind, (ulong)seed, 800);
        var (one, journal) = Run(kind, spot, seed, tape, reportMs: 20);
        var (two, _) = Run(kind, spot, seed, tape, reportMs: 20);
        Assert.Equal(one.Engine.StateHash, two.Engine.StateHash);
        journal.Begin(new Run(new RunId("r"), TradingMode.Backtest, default, 3, "", "", "", ""));
        var words = journal.Read(new RunId("r"), JournalKind.OrderEvent).Select(e => (e.Sequence, (OrderEvent)e.Fact)).ToList();
        var again = new MemoryJournal(JournalKind.All);
        var engine = new TradingEngine(new EngineSettings(), [spot ? Bench.Spot : Bench.Linear], Arms(kind, seed), new ReplayGateway(), again);
        Replay.Run(engine, words, new ArraySource(tape));
        engine.Finish(new RunId("r"), default);
        Assert.Equal(one.Engine.StateHash, engine.StateHash);
        Assert.Equal(journal.EquityPoints, again.EquityPoints);
    }

    private static ArmSettings[] Arms(FillModelKind kind, int seed)
    {
        var interval = kind is FillModelKind.NextOpen or FillModelKind.PessimisticBar ? BarInterval.OneMinute : new BarInterval(5000);
        return
        [
            Bench.Arm("small", () => new NoisyStrategy((ulong)seed), 5, 700m, [new MaxPosition(Limit), new MaxOrderNotional(600)]) with { Interval = interval },
            Bench.Arm("big", () => new NoisyStrategy((ulong)seed + 100), 3, 100_000m, [new MaxPosition(Limit)]) with { Interval = interval },
            Bench.Arm("quotes", () => new NoisyQuoter((ulong)seed), 1.5, 100_000m, [new MaxPosition(Limit)]) with { Interval = interval },
        ];
    }

    private static (Backtest Backtest, MemoryJournal Journal) Run(FillModelKind kind, bool spot, int seed, MarketEvent[] tape, double reportMs) => Bench.Run(
        spot ? Bench.Spot : Bench.Linear,
        tape,
        new BacktestSettings { Fill = kind, Latency = LatencyModel.FromMilliseconds(30, reportMs), Slippage = new SlippageModel(seed % 3) },
        Arms(kind, seed));

    private static void Triple(ref MarketEvent e)
    {
        if (e.Kind == MarketEventKind.Funding) return;
        e.A *= 3;
        if (e.Kind is MarketEventKind.Bar or MarketEventKind.Quote) e.C *= 3;
        if (e.Kind == MarketEventKind.Bar) (e.B, e.D) = (e.B * 3, e.D * 3);
    }
}
