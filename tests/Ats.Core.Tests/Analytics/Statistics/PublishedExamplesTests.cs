using Ats.Analytics.Statistics;
using Ats.Domain;

namespace Ats.Core.Tests.Analytics.Statistics;

/// <summary>Worked examples from the papers the definitions come from.</summary>
public sealed class PublishedExamplesTests
{
    /// <summary>Bailey and Lopez de Prado 2012: a hedge fund's 24 months, monthly Sharpe 0.458, skewness -2.448, kurtosis 10.164.</summary>
    [Theory]
    [InlineData(0, 3, 0.982)]
    [InlineData(-2.448, 10.164, 0.913)]
    public void Probabilistic_Sharpe_of_a_hedge_fund_with_24_months(double skewness, double kurtosis, double expected) =>
        Assert.Equal(expected, ProbabilisticSharpeRatio.Of(0.458, 0, 24, skewness, kurtosis), 0.0006);

    /// <summary>Bailey and Lopez de Prado 2012: years needed for an annual Sharpe of 2 to exceed 1 with 95 % confidence.</summary>
    [Theory]
    [InlineData(250, 0, 3, 2.73)]
    [InlineData(52, 0, 3, 2.83)]
    [InlineData(12, 0, 3, 3.24)]
    [InlineData(12, -0.72, 5.78, 4.99)]
    public void Minimum_track_record_in_years(double periodsAYear, double skewness, double kurtosis, double years)
    {
        var root = Math.Sqrt(periodsAYear);
        Assert.Equal(years, MinimumTrackRecordLength.Periods(2 / root, 1 / root, 0.95, skewness, kurtosis) / periodsAYear, 0.005);
    }

    /// <summary>Newcombe 1998, Table I, method 3 (score without continuity correction).</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_intervals_of_Newcombe(int hits, int count, double low, double high)
    {
        var interval = WilsonInterval.Of(hits, count, 0.95);
        Assert.Equal(low, interval.Low, 0.00005);
        Assert.Equal(high, interval.High, 0.00005);
    }

    /// <summary>Lo 2002: sqrt(q) without autocorrelation (monthly to annual 3.46), less with positive autocorrelation.</summary>
    [Fact]
    public void Los_scale_factor()
    {
        Assert.Equal(3.46, AutocorrelationAdjustedSharpe.Eta(12, []), 0.005);
        var halves = Enumerable.Range(1, 11).Select(k => Math.Pow(0.5, k)).ToArray();
        Assert.Equal(2.12128797552083, AutocorrelationAdjustedSharpe.Eta(12, halves), 1e-12); // numpy 1.24.2
        Assert.True(AutocorrelationAdjustedSharpe.Eta(12, [-0.3]) > Math.Sqrt(12));
        Assert.True(double.IsNaN(AutocorrelationAdjustedSharpe.Eta(12, [-0.9])));
    }

    [Fact]
    public void Shortfall_is_positive_when_the_fill_is_worse_than_the_decision()
    {
        var fills = Enumerable.Repeat(Sample.Fill(Side.Buy, 100.10m, 100m), 30).ToList();
        Assert.Equal(10, ImplementationShortfall.Bps(fills).Value, 1e-9);
        fills.AddRange(Enumerable.Repeat(Sample.Fill(Side.Sell, 100.10m, 100m), 30));
        Assert.Equal(0, ImplementationShortfall.Bps(fills).Value, 1e-9);
    }
}
