using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Simulation;

namespace Ats.Core.Tests.Engine;

public sealed class QuotingTests
{
    private const double None = double.NaN;

    private static MarketEvent Quote(double seconds, double bid, double ask)
    {
        var time = new Timestamp(Bench.Start.Nanoseconds + (long)(seconds * 1e9));
        return MarketEvent.FromQuote(0, time, time, Bench.Cents(bid), Quantity.FromDecimal(9), Bench.Cents(ask), Quantity.FromDecimal(9));
    }

    private static (Backtest Backtest, MemoryJournal Journal) Run(MarketEvent[] tape, IRiskLimit[]? limits, params (double Bid, double Ask)[] plan) => Bench.Run(
        Bench.Linear, tape, new BacktestSettings { Fill = FillModelKind.Quotes }, Bench.Arm("mm", () => new PlanQuoter(plan), limits: limits));

    [Fact]
    public void A_quote_that_moves_is_amended_and_one_withdrawn_is_cancelled()
    {
        var tape = Enumerable.Range(0, 8).Select(i => Quote(i, 100, 100.2)).ToArray();
        var (backtest, journal) = Run(tape, null, (99, 101), (98.5, 101), (98.5, None), (None, None));
        var bid = new ClientOrderId(0, 1);
        var ask = new ClientOrderId(0, 2);
        Assert.Equal([OrderEventKind.Accepted, OrderEventKind.Amended, OrderEventKind.Cancelled], journal.OrderEvents.Where(e => e.Order == bid).Select(e => e.Kind));
        Assert.Equal([OrderEventKind.Accepted, OrderEventKind.Cancelled], journal.OrderEvents.Where(e => e.Order == ask).Select(e => e.Kind));
        Assert.Equal(98.5m, journal.OrderEvents.Single(e => e.Kind == OrderEventKind.Amended).Price.ToDecimal());
        Assert.Equal(2, backtest.Engine.Arms[0].OrdersSent);
        Assert.Equal(0, backtest.Engine.Arms[0].Legs[0].WorkingQuantity.Raw);
    }

    [Fact]
    public void An_amended_quote_fills_at_its_new_price()
    {
        var tape = new[] { Quote(0, 100, 100.2), Quote(1, 100, 100.2), Quote(2, 100, 100.2), Quote(3, 98.8, 98.9), Quote(4, 98, 98.4), Quote(5, 98, 98.4) };
        var (_, journal) = Run(tape, null, (99, None), (98.5, None));
        Assert.Equal(98.5m, journal.Fills[0].Price.ToDecimal());
        Assert.Equal(Liquidity.Maker, journal.Fills[0].Liquidity);
    }

    [Fact]
    public void A_fill_of_an_amended_quote_is_measured_against_the_market_at_the_amend()
    {
        var tape = new[] { Quote(0, 100, 100.2), Quote(1, 99.6, 99.8), Quote(2, 99.6, 99.8), Quote(3, 98.2, 98.4), Quote(4, 98, 98.4) };
        var (_, journal) = Run(tape, null, (99, None), (98.5, None));
        Assert.Equal((98.5m, 99.7m), (journal.Fills[0].Price.ToDecimal(), journal.Fills[0].DecisionPrice.ToDecimal()));
    }

    [Fact]
    public void The_gate_counts_the_worst_case_so_bid_and_ask_do_not_excuse_each_other()
    {
        // Unit 1, limit 1.5: after the ask filled (short 1) another ask would make 2, whatever the bid might do.
        var tape = new[] { Quote(0, 100, 100.2), Quote(1, 100.2, 100.4), Quote(2, 101.2, 101.4), Quote(3, 101, 101.2), Quote(4, 102.2, 102.4), Quote(5, 102, 102.2), Quote(6, 102, 102.2) };
        var (backtest, journal) = Run(tape, [new MaxPosition(1.5)], (99, 101), (99, 101), (99, 102));
        Assert.Equal(-1m, backtest.Engine.Arms[0].Legs[0].Position.Quantity.ToDecimal());
        Assert.Contains(journal.Decisions, d => d.Verdict.Code == DenialCode.Position);
    }

    [Fact]
    public void A_quoter_whose_unit_is_less_than_a_lot_says_so_once()
    {
        var tape = Enumerable.Range(0, 4).Select(i => Quote(i, 100, 100.2)).ToArray();
        var (backtest, journal) = Bench.Run(
            Bench.Linear, tape, new BacktestSettings { Fill = FillModelKind.Quotes }, Bench.Arm("mm", () => new PlanQuoter((99, 101)), quantity: 0.0004));
        Assert.Equal(0, backtest.Engine.Arms[0].OrdersSent);
        Assert.Equal(DecisionOutcome.TooSmall, Assert.Single(journal.Decisions).Outcome);
    }

    [Fact]
    public void Exposure_counts_what_works_on_the_other_leg()
    {
        // Two legs, each wanting one at 100 with equity 1000 and a limit of 0.15: the second order would make 0.2 if both fill.
        var bars = new[] { 0, 1, 2 }.SelectMany(i => new[] { Bench.Bar(i, 100, 100, 100, 100), Bench.Bar(i, 100, 100, 100, 100, instrument: 1) }).ToArray();
        var journal = new MemoryJournal(JournalKind.All);
        var arm = new ArmSettings("pair", () => new BothLong(), [0, 1], 1000m) { NewSizing = () => new Ats.Engine.Sizing.FixedQuantity(1), Limits = [new MaxExposure(0.15)] };
        var backtest = new Backtest(new BacktestSettings(), [Bench.Linear, Bench.Linear], [arm], journal);
        backtest.Run(new ArraySource(bars));
        Assert.Single(journal.Fills);
        Assert.Contains(journal.Decisions, d => d.Verdict.Code == DenialCode.Exposure);
    }

    private sealed class BothLong : Strategy
    {
        private int _seen;

        public override int Legs => 2;

        public override int WarmUp => 0;

        public override void OnBar(int leg, in Bar bar, Targets targets)
        {
            if (++_seen < 2) return;
            targets.Set(0, Signal.Long);
            targets.Set(1, Signal.Long);
        }
    }
}
