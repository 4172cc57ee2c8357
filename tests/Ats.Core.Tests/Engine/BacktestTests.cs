using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Simulation;

namespace Ats.Core.Tests.Engine;

public sealed class BacktestTests
{
    [Fact]
    public void A_signal_fills_at_the_next_open_and_pays_the_fee()
    {
        var bars = new[] { Bench.Bar(0, 100, 101, 99, 100), Bench.Bar(1, 102, 103, 101, 102.5), Bench.Bar(2, 104, 105, 103, 104.5) };
        var (backtest, journal) = Bench.Run(Bench.Spot, bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long)));
        var fill = Assert.Single(journal.Fills);
        Assert.Equal(102m, fill.Price.ToDecimal());
        Assert.Equal(Bench.Bar(0, 1, 1, 1, 1).ExchangeTime, fill.ExchangeTime);
        Assert.Equal(0.102m, fill.Fee);
        Assert.Equal(1_000_000m - 102m - 0.102m + 104.5m, Bench.Equity(backtest));
    }

    [Fact]
    public void The_pessimistic_model_fills_at_the_worst_price_of_the_next_bar()
    {
        var bars = new[] { Bench.Bar(0, 100, 101, 99, 100), Bench.Bar(1, 102, 103, 101, 102.5), Bench.Bar(2, 102, 103, 100, 102.5) };
        var (_, journal) = Bench.Run(Bench.Spot, bars, new BacktestSettings { Fill = FillModelKind.PessimisticBar }, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long, Signal.Flat)));
        Assert.Equal([103m, 100m], journal.Fills.Select(f => f.Price.ToDecimal()));
    }

    [Fact]
    public void With_latency_an_order_waits_for_the_first_bar_that_opens_after_it_arrived()
    {
        var bars = new[] { Bench.Bar(0, 100, 101, 99, 100), Bench.Bar(1, 102, 103, 101, 102.5), Bench.Bar(2, 104, 105, 103, 104.5) };
        var (_, journal) = Bench.Run(Bench.Spot, bars, new BacktestSettings { Latency = LatencyModel.FromMilliseconds(1, 1) }, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long)));
        Assert.Equal(104m, Assert.Single(journal.Fills).Price.ToDecimal());
    }

    [Fact]
    public void A_trade_that_happened_before_an_order_arrived_never_fills_it()
    {
        // The bar closes at minute 1. The next trade was received later but happened before the order could arrive.
        var t0 = Bench.Start;
        MarketEvent At(long millis, double price, long receivedMillis) => MarketEvent.FromTrade(
            0, new Timestamp(t0.Nanoseconds + (millis * 1_000_000)), new Timestamp(t0.Nanoseconds + (receivedMillis * 1_000_000)), Bench.Cents(price), Quantity.FromDecimal(1), Side.Buy);
        var trades = new[] { At(1_000, 100, 1_000), At(59_000, 101, 59_000), At(60_020, 150, 60_090), At(60_200, 102, 60_200), At(61_000, 103, 61_000) };
        var settings = new BacktestSettings { Fill = FillModelKind.Trades, Latency = LatencyModel.FromMilliseconds(50, 50) };
        var (_, journal) = Bench.Run(Bench.Spot, trades, settings, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long)));
        var fill = Assert.Single(journal.Fills);
        Assert.Equal(102m, fill.Price.ToDecimal());
        Assert.True(fill.ExchangeTime.Nanoseconds >= t0.Nanoseconds + (60_050 * 1_000_000L));
    }

    [Fact]
    public void A_flip_is_one_order_booked_as_two_parts_and_two_round_trips()
    {
        var bars = new[] { Bench.Bar(0, 100, 100, 100, 100), Bench.Bar(1, 100, 110, 100, 110), Bench.Bar(2, 110, 110, 100, 100), Bench.Bar(3, 100, 100, 90, 90), Bench.Bar(4, 90, 90, 90, 90) };
        var (backtest, journal) = Bench.Run(Bench.Linear, bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long, Signal.Short, Signal.Short, Signal.Flat)));
        Assert.Equal([1m, 2m, 1m], journal.Fills.Select(f => f.Quantity.ToDecimal()));
        Assert.Equal([10m, 20m], journal.RoundTrips.Select(t => t.GrossPnl));
        Assert.Equal([Side.Buy, Side.Sell], journal.RoundTrips.Select(t => t.Side));
        Assert.Equal(journal.Fills.Sum(f => f.Fee), journal.RoundTrips.Sum(t => t.Fees));
        Assert.Equal(1_000_000m + 30m - backtest.Engine.Arms[0].Ledger.FeesPaid, Bench.Equity(backtest));
    }

    [Fact]
    public void A_spot_arm_never_goes_below_zero()
    {
        var (backtest, journal) = Bench.Run(Bench.Spot, Bench.Bars(200, 3), null, Bench.Arm("a", () => new NoisyStrategy(9)));
        var held = 0L;
        foreach (var fill in journal.Fills)
        {
            held += fill.Side.Sign() * fill.Quantity.Raw;
            Assert.True(held >= 0);
        }

        Assert.True(journal.Fills.Count > 10);
        Assert.True(backtest.Engine.Arms[0].Ledger.Cash > 0);
    }

    [Fact]
    public void A_stop_closes_the_position_and_stays_flat_until_the_level_changes()
    {
        var stop = Signal.Long.WithStop(95);
        var bars = new[] { Bench.Bar(0, 100, 100, 100, 100), Bench.Bar(1, 100, 101, 99, 100), Bench.Bar(2, 100, 100, 94, 96), Bench.Bar(3, 96, 99, 96, 98), Bench.Bar(4, 98, 99, 97, 98) };
        var (backtest, journal) = Bench.Run(Bench.Linear, bars, null, Bench.Arm("a", () => new ScriptedStrategy(stop)));
        Assert.Equal([100m, 96m], journal.Fills.Select(f => f.Price.ToDecimal()));
        Assert.True(backtest.Engine.Arms[0].Legs[0].Position.IsFlat);
        Assert.Contains(journal.Decisions, d => d.Reason.ToString().StartsWith("stop at 95", StringComparison.Ordinal));
    }

    [Fact]
    public void A_denied_flip_still_sends_its_reducing_half()
    {
        var bars = Bench.Bars(6, 1);
        var limits = new IRiskLimit[] { new MaxOrderQuantity(1) };
        var (backtest, journal) = Bench.Run(Bench.Linear, bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long, Signal.Short), limits: limits));
        Assert.Equal(1m, journal.Fills[1].Quantity.ToDecimal());
        Assert.Contains(journal.Decisions, d => d.Outcome == DecisionOutcome.Denied && d.Verdict.Code == DenialCode.OrderSize);
        Assert.Equal(-1m, backtest.Engine.Arms[0].Legs[0].Position.Quantity.ToDecimal());
    }

    [Fact]
    public void An_overleveraged_position_is_liquidated_at_the_bankruptcy_price_and_trades_no_more()
    {
        var bars = new[] { Bench.Bar(0, 100, 100, 100, 100), Bench.Bar(1, 100, 100, 100, 100), Bench.Bar(2, 100, 100, 80, 85), Bench.Bar(3, 85, 120, 85, 120), Bench.Bar(4, 120, 120, 120, 120) };
        var (backtest, journal) = Bench.Run(Bench.Linear, bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long), quantity: 9, capital: 100m));
        Assert.True(backtest.Engine.Arms[0].IsLiquidated);
        Assert.Equal(2, journal.Fills.Count);
        Assert.InRange((double)Bench.Equity(backtest), -0.5, 0.5);
    }

    [Fact]
    public void Funding_moves_cash_from_longs_and_is_booked()
    {
        var bars = Bench.Bars(3, 1, stepBps: 0).ToList();
        bars.Insert(2, MarketEvent.FromFunding(0, bars[1].ExchangeTime, bars[1].ReceiveTime, 0.0001m));
        var (backtest, _) = Bench.Run(Bench.Linear, bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long)));
        Assert.Equal(0.1m, backtest.Engine.Arms[0].Ledger.FundingPaid);
    }

    [Fact]
    public void Every_decision_is_journaled_when_asked_and_changes_only_when_not()
    {
        var bars = Bench.Bars(50, 2);
        int Count(bool every)
        {
            var journal = new MemoryJournal(JournalKind.All, every);
            var backtest = new Backtest(new BacktestSettings(), [Bench.Spot], [Bench.Arm("a", () => new ScriptedStrategy(Signal.Hold, Signal.Long))], journal);
            backtest.Run(new ArraySource(bars));
            return journal.Decisions.Count;
        }

        Assert.True(Count(true) >= 50);
        Assert.InRange(Count(false), 1, 3);
    }

    [Fact]
    public void A_hole_in_the_data_calls_for_a_fresh_strategy()
    {
        var made = 0;
        var bars = Bench.Bars(5, 1).ToList();
        bars.Add(Bench.Bar(500, 100, 101, 99, 100));
        _ = Bench.Run(Bench.Spot, bars, null, Bench.Arm("a", () =>
        {
            made++;
            return new ScriptedStrategy(Signal.Hold);
        }));
        Assert.Equal(2, made);
    }
}
