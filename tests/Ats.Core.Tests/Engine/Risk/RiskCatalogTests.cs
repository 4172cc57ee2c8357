using System.Globalization;
using Ats.Domain;
using Ats.Engine.Risk;
using CsCheck;

namespace Ats.Core.Tests.Engine.Risk;

/// <summary>What every limit of the catalog must hold to.</summary>
public sealed class RiskCatalogTests
{
    public static TheoryData<string> Names => [.. RiskCatalog.All.Select(k => k.Name)];

    /// <summary>Every limit that judges orders, as strict as it can be.</summary>
    private static IEnumerable<IRiskLimit> Strictest() => RiskCatalog.All.Select(k => k.Make(k.Name == "cost-gate" ? 1e9 : 0));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_limit_knows_its_name_threshold_unit_and_description(string name)
    {
        var kind = RiskCatalog.Find(name)!;
        var limit = kind.IsTotal ? RiskCatalog.CreateTotal(name, 7) : RiskCatalog.Create(name, 7);
        Assert.Equal(name, limit.Name);
        Assert.Equal(7, limit.Threshold);
        Assert.Equal(kind.Unit, limit.Unit);
        Assert.Equal(kind.Description, limit.Description);
        Assert.NotEmpty(kind.Unit);
        Assert.NotEmpty(kind.Description);
        Assert.True(limit is IOrderLimit ^ limit is IStandingLimit);
        if (!double.IsNaN(kind.Default)) _ = kind.Make(kind.Default);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_limit_stands_in_the_documentation_with_its_unit_and_default(string name)
    {
        var kind = RiskCatalog.Find(name)!;
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "limits.md"));
        var value = double.IsNaN(kind.Default) ? "off" : kind.Default.ToString(CultureInfo.InvariantCulture);
        Assert.Contains($"| `{name}` | {kind.Unit} | {value} |", page);
    }

    [Fact]
    public void Names_and_denial_codes_are_each_limits_own()
    {
        Assert.Equal(RiskCatalog.All.Count, RiskCatalog.All.Select(k => k.Name).Distinct().Count());
        var codes = RiskCatalog.All.Select(k => k.Make(0)).OfType<IStandingLimit>().Select(l => l.Code).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.DoesNotContain(DenialCode.None, codes);
    }

    [Fact]
    public void Unknown_names_wrong_scope_and_values_that_are_no_numbers_are_refused()
    {
        Assert.Contains("drawdown", Assert.Throws<ArgumentException>(() => RiskCatalog.Create("drawdwn", 1)).Message);
        Assert.Throws<ArgumentException>(() => RiskCatalog.Create("total-exposure", 1));
        Assert.Throws<ArgumentException>(() => RiskCatalog.CreateTotal("exposure", 1));
        Assert.Throws<ArgumentException>(() => RiskCatalog.Create("drawdown", double.NaN));
        Assert.Throws<ArgumentException>(() => RiskCatalog.Create("drawdown", double.PositiveInfinity));
    }

    [Fact]
    public void No_limit_and_no_breach_ever_blocks_a_reduction()
    {
        var states = Gen.Enum<TradingState>();
        Gen.Select(Gen.Select(Gen.Int[-1000, 1000], Gen.Int[0, 1000], Gen.Int[1, 1000]), Gen.Select(states, states, states), Gen.Double[-1e6, 1e6].Array[8], Gen.Int[0, 50]).Sample((place, allowed, d, count) =>
        {
            var (held, working, quantity) = place;
            if (held == 0 || working + quantity > Math.Abs(held)) return;
            var side = held > 0 ? Side.Sell : Side.Buy;
            var statistics = new RiskStatistics(d[0]);
            for (var i = 0; i < count; i++)
            {
                statistics.Rejected(Bench.Start);
                statistics.Sends.Add(Bench.Start);
                statistics.Closed(d[1], Bench.Start);
            }

            var forecasts = new ForecastState();
            forecasts.Take(new Forecast(d[2], 1, Bench.Start, Bench.Start));
            forecasts.Take(new Forecast(double.NaN, 1, Bench.Start, Bench.Start) { Disagreement = d[3] });
            var gate = new RiskGate(Strictest(), Breached(0, allowed.Item2), Breached(OperatorCommand.AllArms, allowed.Item3)) { OperatorState = allowed.Item1 };
            var intent = new OrderIntent(new ClientOrderId(0, 1), 0, side, OrderType.Market, TimeInForce.Ioc, new Quantity(quantity), Price.Zero, Price.FromDecimal(1), Bench.Start) { EdgeBps = d[4] };
            var context = new RiskContext(Bench.Linear, new Quantity(held), new Quantity(side.Sign() * working), d[5], d[6], d[7], d[0])
            {
                Now = Bench.Start + 10_000_000_000_000,
                LastEvent = Bench.Start,
                Bid = Price.FromDecimal(1),
                Ask = Price.FromDecimal(5),
                OpenOrders = count,
                Statistics = statistics,
                Total = new TotalRisk { Equity = d[1], OtherExposure = d[2], OtherPosition = d[3], OpenOrders = count },
                Forecasts = forecasts,
            };
            Assert.True(gate.Review(in intent, in context, out var approved).IsApproved);
            Assert.Equal(intent, approved.Intent);
        });
    }

    /// <summary>A watch with a breach of that consequence.</summary>
    private static RiskWatch Breached(int arm, TradingState consequence)
    {
        var watch = new RiskWatch(arm, 1000, consequence switch
        {
            TradingState.Halted => [RiskCatalog.Create("drawdown", 0.1)],
            TradingState.ReduceOnly => [RiskCatalog.Create("losing-streak", 1)],
            _ => [],
        });
        if (consequence != TradingState.Active)
            watch.Begin(0, new LimitBreach(1, arm, watch.Limits[0].Name, 2, 1, default, consequence, Bench.Start, false));
        Assert.Equal(consequence, watch.State);
        return watch;
    }

    [Fact]
    public void The_strictest_of_operator_arm_and_total_binds_and_its_cause_is_the_answer()
    {
        OrderIntent intent = new(new ClientOrderId(0, 1), 0, Side.Buy, OrderType.Market, TimeInForce.Ioc, Quantity.FromDecimal(1), Price.Zero, Price.FromDecimal(100), default);
        RiskContext context = new(Bench.Linear, default, default, 100, 1e6, 1000, 0);
        Verdict Of(TradingState user, TradingState arm, TradingState total) =>
            new RiskGate([], Breached(0, arm), Breached(OperatorCommand.AllArms, total)) { OperatorState = user }.Review(in intent, in context, out _);

        Assert.True(Of(TradingState.Active, TradingState.Active, TradingState.Active).IsApproved);
        Assert.Equal(Verdict.Deny(DenialCode.LosingStreak, 2, 1), Of(TradingState.Active, TradingState.ReduceOnly, TradingState.Active));
        Assert.Equal(Verdict.Deny(DenialCode.Drawdown, 2, 1), Of(TradingState.Active, TradingState.ReduceOnly, TradingState.Halted));
        Assert.Equal(DenialCode.ReduceOnly, Of(TradingState.ReduceOnly, TradingState.ReduceOnly, TradingState.Active).Code);
        Assert.Equal(DenialCode.TradingHalted, Of(TradingState.Halted, TradingState.ReduceOnly, TradingState.ReduceOnly).Code);
    }
}
