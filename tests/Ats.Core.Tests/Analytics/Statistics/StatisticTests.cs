using Ats.Analytics.Statistics;

namespace Ats.Core.Tests.Analytics.Statistics;

public sealed class StatisticTests
{
    [Fact]
    public void Below_thirty_observations_an_estimate_is_words_not_a_number()
    {
        Assert.Equal("insufficient data (n = 29)", Statistic.Estimate(1.5, 29).ToString("0.0"));
        Assert.Null(Statistic.Estimate(1.5, 29).ValueOrNull);
        Assert.Equal("1.5", Statistic.Estimate(1.5, 30).ToString("0.0"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_not_available_and_never_zero(double value)
    {
        Assert.Equal("n/a", Statistic.Fact(value, 100).ToString("0.0"));
        Assert.Null(Statistic.Fact(value, 100).ValueOrNull);
    }

    [Fact]
    public void Rounding_does_not_make_a_negative_zero() => Assert.Equal("0.00 %", Statistic.Fact(-0.0001, 1).ToString("0.00", " %"));

    [Fact]
    public void A_default_statistic_is_undefined() => Assert.Equal("n/a", default(Statistic).ToString());

    [Fact]
    public void Cash_has_no_Sharpe_ratio_and_no_profit_factor()
    {
        var flat = Moments.Of(new double[100]);
        Assert.Equal(StatisticState.Undefined, SharpeRatio.Annualised(flat, 365).State);
        Assert.Equal(StatisticState.Undefined, SharpeRatio.StandardError(flat, 365).State);
        Assert.Equal(StatisticState.Insufficient, ProfitFactor.Of([]).State);
        Assert.Equal(StatisticState.Undefined, ProfitFactor.Of([.. Enumerable.Repeat(1.0, 40)]).State);
    }

    [Fact]
    public void A_constant_return_has_no_Sharpe_ratio_although_its_sum_rounds() =>
        Assert.Equal(StatisticState.Undefined, SharpeRatio.Annualised(Moments.Of([.. Enumerable.Repeat(0.1, 1000)]), 365).State);

    [Fact]
    public void The_tail_of_one_percent_needs_a_hundred_periods()
    {
        var sorted = Enumerable.Range(0, 99).Select(i => i / 100.0).ToArray();
        Assert.Equal(StatisticState.Insufficient, ValueAtRisk.Historical(sorted, 0.99).State);
        Assert.Equal(StatisticState.Known, ValueAtRisk.Historical(sorted, 0.95).State);
    }
}
