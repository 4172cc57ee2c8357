using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Engine.Sizing;
using CsCheck;

namespace Ats.Core.Tests.Engine;

/// <summary>A run captured and gone on with in a new engine loses nothing.</summary>
public sealed class CarryTests
{
    private static ArmSettings[] Arms() =>
    [
        new ArmSettings("one", () => new StatelessStrategy(), [0], 10_000m) { NewSizing = () => new FractionOfEquity(1), Limits = [RiskCatalog.Create("losing-streak", 4), RiskCatalog.Create("drawdown", 0.1)] },
        new ArmSettings("two", () => new StatelessStrategy(), [1], 5_000m) { NewSizing = () => new FixedNotional(3000), Limits = [RiskCatalog.Create("loss-per-day", 200)] },
        new ArmSettings("spare", () => new StatelessStrategy(), [0], 5_000m),
    ];

    private static readonly EngineSettings Settings = new() { TotalLimits = [RiskCatalog.CreateTotal("total-exposure", 1.2)] };

    /// <summary>Feeds bars from one on; what was sent is filled at the close after the next bar. Returns the last world.</summary>
    private static TradingEngine Run(MarketEvent[] bars, int? cutAfter)
    {
        var (engine, exchange, _) = HandExchange.World(Settings, Arms());
        var open = new List<OrderIntent>();
        var last = new decimal[2];
        for (var i = 0; i < bars.Length; i++)
        {
            engine.Handle(in bars[i]);
            last[bars[i].Instrument] = bars[i].AsBar().Close.ToDecimal();
            var arrived = open.ToList();
            open.Clear();
            open.AddRange(exchange.Sent);
            exchange.Sent.Clear();
            foreach (var order in arrived) exchange.Fill(last[order.Instrument], order, fee: 0.37m);
            open.AddRange(exchange.Sent);
            exchange.Sent.Clear();
            if (i != cutAfter) continue;
            // Orders are under way: the new engine gets to hear of them.
            var (arms, total) = (engine.Capture(), engine.CaptureTotal());
            (engine, exchange, _) = HandExchange.World(Settings, Arms());
            engine.Restore(arms, total);
        }

        return engine;
    }

    private static MarketEvent[] Bars(ulong seed) =>
        [.. Bench.Bars(120, seed, stepBps: 80).Zip(Bench.Bars(120, seed + 1, price: 50, stepBps: 80, instrument: 1)).SelectMany(p => new[] { p.First, p.Second })];

    [Fact]
    public void A_run_cut_at_any_moment_ends_with_the_books_of_one_that_was_not()
    {
        // The bars of cut 210 and 211 close at 00:00 UTC.
        foreach (var (seed, cut) in Enumerable.Range(1, 60).Select(s => (s, 4 + (s * 37 % 235))).Append((210, 204)).Concat(Enumerable.Range(1, 6).SelectMany(s => Enumerable.Range(208, 5).Select(c => (s, c)))))
        {
            var bars = Bars((ulong)seed);
            var whole = Run(bars, null);
            var cutOne = Run(bars, cut);
            for (var i = 0; i < whole.Arms.Count; i++)
            {
                var (a, b) = (whole.Arms[i], cutOne.Arms[i]);
                Assert.Equal(a.Ledger.Cash, b.Ledger.Cash);
                Assert.Equal(a.Legs[0].Position.Quantity, b.Legs[0].Position.Quantity);
                Assert.Equal(a.Legs[0].Position.Basis, b.Legs[0].Position.Basis);
                Assert.Equal(a.Equity, b.Equity);
                Assert.Equal(a.MaxDrawdown, b.MaxDrawdown, 12);
                Assert.Equal((a.RealizedPnl, a.Turnover, a.OrdersSent, a.FillCount, a.RoundTripCount), (b.RealizedPnl, b.Turnover, b.OrdersSent, b.FillCount, b.RoundTripCount));
                Assert.Equal(a.Gate.State, b.Gate.State);
                Assert.Equal(whole.LimitsOf(i), cutOne.LimitsOf(i));
                Assert.Equal(0m, b.Ledger.Imbalance());
            }

            Assert.True(whole.Arms[2].FillCount > 10);
        }
    }

    [Fact]
    public void A_capture_restored_and_captured_again_is_the_same()
    {
        var (engine, exchange, _) = HandExchange.World(Settings, Arms());
        foreach (var bar in Bars(3))
        {
            engine.Handle(in bar);
            foreach (var order in exchange.Sent.ToList().Where(o => o.Id.Intent % 7 != 0)) exchange.Fill(engine.MarkOf(order.Instrument).ToDecimal(), order);
            exchange.Sent.Clear();
        }

        var again = HandExchange.World(Settings, Arms()).Engine;
        again.Restore(engine.Capture(), engine.CaptureTotal());
        Assert.Equivalent(engine.Capture(), again.Capture(), strict: true);
        Assert.Equivalent(engine.CaptureTotal(), again.CaptureTotal(), strict: true);
        Assert.Contains(engine.Capture(), c => c.Legs[0].Working.Count > 0);
    }

    [Fact]
    public void The_operators_word_outlives_a_restart()
    {
        var (engine, exchange, _) = HandExchange.World(Settings, Arms());
        exchange.Bar(1, 100);
        exchange.SetState(TradingState.ReduceOnly, 0);
        exchange.Tell(new OperatorCommand(OperatorCommandKind.Flatten, 1, default));
        var (again, _, _) = HandExchange.World(Settings, Arms());
        again.Restore(engine.Capture());
        Assert.Equal([TradingState.ReduceOnly, TradingState.ReduceOnly, TradingState.Active], again.Arms.Select(a => a.Gate.State));
        Assert.Equal([false, true, false], again.Arms.Select(a => a.IsFlattening));
    }

    [Fact]
    public void A_run_that_has_begun_or_an_arm_on_other_instruments_cannot_be_restored()
    {
        var (engine, exchange, _) = HandExchange.World(null, Arms());
        exchange.Bar(1, 100);
        var carry = engine.Capture();
        Assert.Throws<InvalidOperationException>(() => engine.Restore(carry));
        var other = new TradingEngine(new EngineSettings(), [Bench.Spot, Bench.Linear], Arms(), exchange, new MemoryJournal());
        Assert.Contains("a changed arm needs a new name", Assert.Throws<InvalidOperationException>(() => other.Restore(carry)).Message);
    }
}
