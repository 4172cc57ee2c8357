using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Sizing;
using Ats.Simulation;
using Ats.Strategies;

namespace Ats.Core.Tests.Engine.Sizing;

public sealed class SizingTests
{
    private static readonly Instrument Free = Bench.Linear with { Fees = FeeSchedule.FromBps(0, 0) };
    private static readonly Instrument TenBps = Bench.Linear with { Fees = FeeSchedule.FromBps(10, 10) };

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(-1, -0.5)]
    [InlineData(0.25, 0.125)]
    [InlineData(0, 0)]
    public void A_fixed_quantity_is_that_times_the_level_whatever_the_price(double level, double expected)
    {
        foreach (var price in new[] { 1.0, 50_000 }) Assert.Equal(expected, new FixedQuantity(0.5).Quantity(level, new SizingContext(Free, price, 1000, 2)));
    }

    [Fact]
    public void A_fixed_notional_is_worth_the_same_at_every_price_and_is_shared_by_the_legs()
    {
        Assert.Equal(20, new FixedNotional(1000).Quantity(1, new SizingContext(Free, 50, 7, 1)));
        Assert.Equal(-10, new FixedNotional(1000).Quantity(-1, new SizingContext(Free, 50, 7, 2)));
        Assert.Equal(2.5, new FixedNotional(1000).Quantity(0.5, new SizingContext(Free, 200, 7, 1)));
    }

    [Fact]
    public void A_fraction_of_equity_leaves_room_for_the_taker_fee_and_holds_nothing_when_ruined()
    {
        var half = new FractionOfEquity(0.5);
        Assert.Equal(50, half.Quantity(1, new SizingContext(Free, 100, 10_000, 1)));
        Assert.Equal(5000 / (100 * 1.001), half.Quantity(1, new SizingContext(TenBps, 100, 10_000, 1)), 12);
        Assert.Equal(-25, half.Quantity(-1, new SizingContext(Free, 100, 10_000, 2)));
        Assert.Equal(0, half.Quantity(1, new SizingContext(Free, 100, -3, 1)));
    }

    [Fact]
    public void A_volatility_target_sizes_by_the_year_s_volatility_up_to_its_leverage()
    {
        // Closes alternate by a factor e^0.01 each day: every squared return is 1e-4, so a year's volatility is 0.01 sqrt(365).
        var yearly = 0.01 * Math.Sqrt(365);
        Assert.Equal(1000 * (0.05 / yearly) / 100, Measured(0.05, 1).Quantity(1, new SizingContext(Free, 100, 1000, 1)), 6);
        Assert.Equal(10, Measured(5, 1).Quantity(1, new SizingContext(Free, 100, 1000, 1)));
        Assert.Equal(-20, Measured(5, 2).Quantity(-1, new SizingContext(Free, 100, 1000, 1)));
        Assert.Equal(5, Measured(5, 1).Quantity(1, new SizingContext(Free, 100, 1000, 2)));
    }

    [Fact]
    public void A_volatility_target_does_not_know_before_thirty_returns_nor_while_nothing_moves()
    {
        Assert.True(double.IsNaN(Measured(0.2, 1, days: 30).Quantity(1, new SizingContext(Free, 100, 1000, 1))));
        Assert.True(double.IsFinite(Measured(0.2, 1, days: 31).Quantity(1, new SizingContext(Free, 100, 1000, 1))));
        Assert.True(double.IsNaN(Measured(0.2, 1, step: 0).Quantity(1, new SizingContext(Free, 100, 1000, 1))));
    }

    [Fact]
    public void A_return_over_a_hole_counts_as_its_variance_per_bar()
    {
        // After 25 missing days the price is e^0.05 higher: 0.0025 over 25 bars is 1e-4 a bar, as before.
        var sizing = new VolatilityTarget(0.05);
        for (var day = 0; day < 200; day++) sizing.OnBar(Day(day < 100 ? day : day + 24, 100 * Math.Exp((day % 2 * 0.01) + (day >= 100 ? 0.06 : 0))));
        Assert.Equal(1000 * 0.05 / (0.01 * Math.Sqrt(365)) / 100, sizing.Quantity(1, new SizingContext(Free, 100, 1000, 1)), 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Without_a_price_no_sizing_invents_a_quantity(double price)
    {
        var context = new SizingContext(Free, price, 1000, 1);
        foreach (ISizing sizing in new ISizing[] { new FixedNotional(100), new FractionOfEquity(1), Measured(0.2, 1) }) Assert.False(double.IsFinite(sizing.Quantity(1, context)));
    }

    [Theory]
    [InlineData(0.0016, 0.001)]
    [InlineData(0.003, 0.003)]
    [InlineData(1.23456789, 1.234)]
    public void An_order_is_rounded_down_to_whole_lots(double quantity, double traded)
    {
        var (_, journal) = Bench.Run(Bench.Linear, Bench.Bars(3, 1), null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long), quantity));
        Assert.Equal((decimal)traded, Assert.Single(journal.Fills).Quantity.ToDecimal());
    }

    [Fact]
    public void Short_quantities_are_rounded_towards_zero()
    {
        var (_, journal) = Bench.Run(Bench.Linear, Bench.Bars(3, 1), null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Short), 0.0019));
        Assert.Equal(0.001m, Assert.Single(journal.Fills).Quantity.ToDecimal());
    }

    [Fact]
    public void Less_than_a_lot_is_too_small_and_less_than_the_minimum_notional_is_denied()
    {
        var (_, lot) = Bench.Run(Bench.Linear, Bench.Bars(3, 1), null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long), 0.0009));
        Assert.Empty(lot.Fills);
        var small = Assert.Single(lot.Decisions);
        Assert.Equal((DecisionOutcome.TooSmall, "wants 0.0009, less than the smallest order of 0.001"), (small.Outcome, small.Reason.ToString()));
        var tiny = Bench.Linear with { MinNotional = 5m };
        var (_, notional) = Bench.Run(tiny, Bench.Bars(3, 1), null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long), 0.004));
        Assert.Empty(notional.Fills);
        Assert.Contains(notional.Decisions, d => d.Outcome == DecisionOutcome.Denied && d.Verdict.Code == DenialCode.BelowMinimum);
        var (_, enough) = Bench.Run(tiny, Bench.Bars(3, 1), null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long), 0.006));
        Assert.Single(enough.Fills);
    }

    [Fact]
    public void A_level_taken_before_the_volatility_is_known_is_sized_once_it_is()
    {
        var arm = Bench.Arm("a", () => new BuyAndHold()) with { NewSizing = () => new VolatilityTarget(0.2) };
        var (_, journal) = Bench.Run(Bench.Linear, Bench.Bars(60, 1), null, arm);
        var fill = Assert.Single(journal.Fills);
        Assert.Equal(Bench.Bar(30, 1, 1, 1, 1).ExchangeTime, fill.ExchangeTime);
    }

    [Fact]
    public void Each_leg_measures_its_own_instrument()
    {
        // Two instruments with the same moves at prices 1000 and 10: measured together their volatility would be absurd.
        var other = Bench.Linear with { Id = InstrumentId.Parse("test:linear:ETHUSDT"), Base = new Asset("ETH") };
        var bars = Bench.Bars(60, 1).Zip(Bench.Bars(60, 2, price: 10, instrument: 1)).SelectMany(p => new[] { p.First, p.Second }).ToArray();
        var journal = new MemoryJournal(JournalKind.All);
        var arm = new ArmSettings("a", () => new BothLong(), [0, 1], 1_000_000m) { NewSizing = () => new VolatilityTarget(0.5) };
        new Backtest(new BacktestSettings(), [Bench.Linear, other], [arm], journal).Run(new ArraySource(bars));
        var notionals = journal.Fills.Select(f => (double)FixedPoint.Notional(f.Price, f.Quantity)).ToList();
        Assert.Equal(2, notionals.Count);
        Assert.All(notionals, n => Assert.InRange(n, 100_000, 500_000));
    }

    private static VolatilityTarget Measured(double target, double leverage, int days = 100, double step = 0.01)
    {
        var sizing = new VolatilityTarget(target, leverage);
        for (var day = 0; day < days; day++) sizing.OnBar(Day(day, 100 * Math.Exp(day % 2 * step)));
        return sizing;
    }

    private static Bar Day(int day, double close)
    {
        var at = new Timestamp(day * Timestamp.NanosecondsPerDay);
        var price = Price.FromDouble(close);
        return new Bar(0, BarInterval.Parse("1d"), at, at, price, price, price, price, default, 1);
    }

    private sealed class BothLong : Strategy
    {
        public override int Legs => 2;

        public override int WarmUp => 1;

        public override void OnBar(int leg, in Bar bar, Targets targets) => targets.Set(leg, Signal.Long);
    }
}
