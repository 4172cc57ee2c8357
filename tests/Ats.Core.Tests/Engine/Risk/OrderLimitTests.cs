using Ats.Domain;
using Ats.Engine.Risk;

namespace Ats.Core.Tests.Engine.Risk;

/// <summary>Limits that judge an order, by numbers worked out by hand: yes below and at the threshold, no beyond it, with what was compared.</summary>
public sealed class OrderLimitTests
{
    private static readonly Timestamp Now = Bench.Start;

    private static readonly OrderIntent Buy = new(new ClientOrderId(0, 1), 0, Side.Buy, OrderType.Market, TimeInForce.Ioc, Quantity.FromDecimal(2), Price.Zero, Price.FromDecimal(100), Now);

    private static readonly RiskContext Context = new(Bench.Linear, Quantity.FromDecimal(1), Quantity.Zero, 100, 1e6, 1000, 100) { Now = Now };

    private static void Holds(IRiskLimit limit, RiskContext context) => Assert.Equal(Verdict.Approved, Judge(limit, context));

    private static void Breaks(IRiskLimit limit, RiskContext context, DenialCode code, double value)
    {
        var verdict = Judge(limit, context);
        Assert.Equal(code, verdict.Code);
        Assert.Equal(value, verdict.Value, 9);
        Assert.Equal(limit.Threshold, verdict.Threshold);
    }

    private static Verdict Judge(IRiskLimit limit, RiskContext context) => new RiskGate([limit]).Review(in Buy, in context, out _);

    private static double ValueNow(IRiskLimit limit, RiskContext context) => ((IOrderLimit)limit).Current(in context);

    [Fact]
    public void Open_orders_count_the_one_to_come()
    {
        var limit = RiskCatalog.Create("open-orders", 3);
        Holds(limit, Context with { OpenOrders = 1 });
        Holds(limit, Context with { OpenOrders = 2 });
        Breaks(limit, Context with { OpenOrders = 3 }, DenialCode.OpenOrders, 4);
        Assert.Equal(3, ValueNow(limit, Context with { OpenOrders = 3 }));
    }

    [Theory]
    [InlineData("order-rate-second", 1, DenialCode.OrderRateSecond)]
    [InlineData("order-rate-minute", 60, DenialCode.OrderRateMinute)]
    public void The_order_rate_counts_what_was_sent_within_the_rolling_window(string name, double window, DenialCode code)
    {
        var limit = RiskCatalog.Create(name, 2);
        var statistics = new RiskStatistics(1000);
        var context = Context with { Statistics = statistics };
        Holds(limit, context);
        statistics.Sends.Add(Now + (long)(-window * 1e9));
        statistics.Sends.Add(Now + (long)(-window * 0.999e9));
        // The first is exactly one window old, so out; the order to come makes two.
        Holds(limit, context);
        statistics.Sends.Add(Now);
        Breaks(limit, context, code, 3);
        Assert.Equal(2, ValueNow(limit, context));
    }

    [Fact]
    public void An_order_rate_that_cannot_be_counted_is_refused()
    {
        Assert.Throws<ArgumentException>(() => RiskCatalog.Create("order-rate-second", 1001));
        Assert.Throws<ArgumentException>(() => RiskCatalog.Create("order-rate-minute", -1));
    }

    [Fact]
    public void The_spread_is_a_share_of_the_mid_and_unknown_without_a_quote()
    {
        // 99.9 / 100.1: 0.2 of 100 = 20 bp.
        var quoted = Context with { Bid = Price.FromDecimal(99.9m), Ask = Price.FromDecimal(100.1m) };
        Holds(RiskCatalog.Create("spread", 20.0001), quoted);
        Holds(RiskCatalog.Create("spread", 20), quoted);
        Breaks(RiskCatalog.Create("spread", 19.9999), quoted, DenialCode.Spread, 20);
        Holds(RiskCatalog.Create("spread", 1), Context);
        Assert.Equal(20, ValueNow(RiskCatalog.Create("spread", 1), quoted), 9);
        Assert.Equal(double.NaN, ValueNow(RiskCatalog.Create("spread", 1), Context));
    }

    [Fact]
    public void Data_may_be_as_old_as_the_limit_and_no_older()
    {
        var limit = RiskCatalog.Create("stale-data", 5);
        Holds(limit, Context with { LastEvent = HandExchange.At(-4.9) });
        Holds(limit, Context with { LastEvent = HandExchange.At(-5) });
        Breaks(limit, Context with { LastEvent = HandExchange.At(-5.1) }, DenialCode.StaleData, 5.1);
    }

    private static RiskContext With(params Forecast[] forecasts)
    {
        var state = new ForecastState();
        foreach (var forecast in forecasts) state.Take(in forecast);
        return Context with { Forecasts = state };
    }

    private static Forecast Expecting(double bps, double ageSeconds = 0, double disagreementBps = double.NaN) =>
        new(bps / 10_000, 15 * Timestamp.NanosecondsPerSecond, HandExchange.At(-ageSeconds), HandExchange.At(60 - ageSeconds)) { Disagreement = disagreementBps / 10_000 };

    [Fact]
    public void A_forecast_has_a_range_and_must_be_a_number()
    {
        var limit = RiskCatalog.Create("forecast-range", 50);
        Holds(limit, With(Expecting(49.999)));
        Breaks(limit, With(Expecting(50.001)), DenialCode.ForecastRange, 50.001);
        Breaks(limit, With(Expecting(-50.001)), DenialCode.ForecastRange, 50.001);
        Breaks(limit, With(Expecting(double.NaN)), DenialCode.ForecastRange, double.PositiveInfinity);
        Holds(limit, Context);
        Holds(limit, With());
    }

    [Fact]
    public void A_forecast_may_not_jump_from_the_one_before()
    {
        var limit = RiskCatalog.Create("forecast-jump", 10);
        Holds(limit, With(Expecting(30)));
        Holds(limit, With(Expecting(-5), Expecting(4.999)));
        Breaks(limit, With(Expecting(-5), Expecting(5.001)), DenialCode.ForecastJump, 10.001);
        Holds(limit, With(Expecting(30), Expecting(5), Expecting(5)));
    }

    [Fact]
    public void A_forecast_ages_and_expires()
    {
        var limit = RiskCatalog.Create("forecast-age", 30);
        Holds(limit, With(Expecting(1, ageSeconds: 30)));
        Breaks(limit, With(Expecting(1, ageSeconds: 30.5)), DenialCode.ForecastAge, 30.5);
        Holds(RiskCatalog.Create("forecast-age", 100), With(Expecting(1, ageSeconds: 60)));
        Breaks(RiskCatalog.Create("forecast-age", 100), With(Expecting(1, ageSeconds: 60.5)), DenialCode.ForecastAge, double.PositiveInfinity);
    }

    [Fact]
    public void Models_may_disagree_only_so_much_and_one_alone_is_not_judged()
    {
        var limit = RiskCatalog.Create("forecast-disagreement", 8);
        Holds(limit, With(Expecting(1, disagreementBps: 7.999)));
        Breaks(limit, With(Expecting(1, disagreementBps: 8.001)), DenialCode.ForecastDisagreement, 8.001);
        Holds(limit, With(Expecting(1)));
    }

    [Fact]
    public void Totals_are_gross_over_all_arms()
    {
        // Others hold 1500 of notional, 4 units of them here. After buying 2 on top of 1: 3 units worth 300 here.
        var context = Context with { Total = new TotalRisk { OtherExposure = 1500, OtherPosition = 4, OpenOrders = 6, Equity = 1000 } };
        Holds(RiskCatalog.CreateTotal("total-exposure", 1.8), context);
        Breaks(RiskCatalog.CreateTotal("total-exposure", 1.7999), context, DenialCode.TotalExposure, 1.8);
        Holds(RiskCatalog.CreateTotal("total-position", 7), context);
        Breaks(RiskCatalog.CreateTotal("total-position", 6.9999), context, DenialCode.TotalPosition, 7);
        Holds(RiskCatalog.CreateTotal("total-open-orders", 7), context);
        Breaks(RiskCatalog.CreateTotal("total-open-orders", 6), context, DenialCode.TotalOpenOrders, 7);
        Breaks(RiskCatalog.CreateTotal("total-exposure", 1e9), context with { Total = new TotalRisk { Equity = -1 } }, DenialCode.TotalExposure, double.PositiveInfinity);
    }
}
