using Ats.Analytics;
using Ats.Analytics.Statistics;
using Ats.Domain;

namespace Ats.Core.Tests.Analytics.Statistics;

/// <summary>Against numpy 1.24.2 and scipy 1.10.1 (Python 3.11) on <see cref="Sample.Returns"/> and <see cref="Sample.Pnls"/>, daily periods.</summary>
public sealed class ReferenceNumbersTests
{
    private const double Year = 365;
    private static readonly double[] R = Sample.Returns();
    private static readonly Moments M = Moments.Of(R);

    [Fact]
    public void Moments_agree_with_scipy()
    {
        Close(0.0009395609399303801, M.Mean);
        Close(0.005691068947106963, M.StandardDeviation);
        Close(0.057932667374891854, M.Skewness);
        Close(1.726224440929519, M.Kurtosis);
    }

    [Fact]
    public void Ratios_agree_with_numpy()
    {
        Close(0.10872771956895205, Volatility.Annualised(M, Year));
        Close(3.1541151091383464, SharpeRatio.Annualised(M, Year));
        Close(1.7558811203610554, SharpeRatio.StandardError(M, Year));
        Close(5.33113562493558, SortinoRatio.Annualised(R, M, Year));
        Close(2.5620205268419456, AutocorrelationAdjustedSharpe.Annualised(R, M, Year));
        Close(1.8820475224326731, AutocorrelationAdjustedSharpe.StandardError(R, M, Year));
        Close(0.9644730698562888, ProbabilisticSharpeRatio.Of(M));
        Close(99.80593378399536, MinimumTrackRecordLength.Periods(M));
    }

    [Fact]
    public void Tails_agree_with_numpys_inverted_cdf()
    {
        var sorted = R.Order().ToArray();
        Close(0.007722023935616016, ValueAtRisk.Historical(sorted, 0.95));
        Close(0.008417905442354578, ValueAtRisk.Conditional(sorted, 0.95));
        Close(0.008666611551865934, ValueAtRisk.Historical(sorted, 0.99));
        Close(0.008809501487389206, ValueAtRisk.Conditional(sorted, 0.99));
    }

    [Fact]
    public void Drawdown_figures_agree_with_numpy()
    {
        var equity = Sample.Equity(10_000, R);
        var drawdowns = Drawdown.Series(10_000, equity);
        var depth = MaxDrawdown.Depth(drawdowns);
        Close(0.049519124907600354, depth);
        Close(0.01907351462042492, UlcerIndex.Of(drawdowns));
        Assert.Equal(66 * 86_400.0, MaxDrawdown.LongestSeconds(drawdowns, Timestamp.NanosecondsPerDay).Value);
        var net = NetReturn.Simple(10_000, equity[^1].Equity);
        Close(0.11713934454017672, net);
        Close(8.090610844761606, CalmarRatio.Of(net, depth, 120));
    }

    [Fact]
    public void Round_trip_figures_agree_with_numpy()
    {
        var pnls = Sample.Pnls();
        var moments = Moments.Of(pnls);
        Close(1.2551822730521802, ProfitFactor.Of(pnls));
        Close(0.5950000000000001, Expectancy.Of(moments));
        Close(1.1742027715649428, PayoffRatio.Of(pnls));
        Close(0.5166666666666667, HitRate.Of(pnls));
        Close(0.7554634447279849, SystemQualityNumber.Of(moments));
        Assert.Equal(new Streaks(2, 2), Streaks.Of(pnls));
    }

    [Theory]
    [InlineData(-8, 6.22096057427174e-16)]
    [InlineData(-3, 0.0013498980316300933)]
    [InlineData(-1, 0.15865525393145707)]
    [InlineData(0.5, 0.6914624612740131)]
    [InlineData(2, 0.9772498680518208)]
    [InlineData(5, 0.9999997133484281)]
    public void The_normal_distribution_agrees_with_scipy(double x, double p) => Assert.Equal(1, NormalDistribution.Cdf(x) / p, 1e-11);

    [Theory]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(0.025, -1.9599639845400545)]
    [InlineData(0.3, -0.5244005127080409)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.975, 1.959963984540054)]
    public void Normal_quantiles_agree_with_scipy(double p, double x) => Assert.Equal(1, NormalDistribution.Quantile(p) / x, 1e-11);

    [Fact]
    public void An_arm_computed_from_facts_has_the_same_numbers()
    {
        var trips = Sample.Pnls().Select((pnl, i) => Sample.RoundTrip(pnl, i)).ToList();
        var s = ArmStatistics.Compute(Sample.Facts(Sample.Equity(10_000, R), trips));
        Assert.Equal(120, s.Periods);
        Close(3.1541151091383464, s.Sharpe);
        Close(8.090610844761606, s.Calmar);
        Close(99.80593378399536, s.MinimumTrackRecordDays);
        Close(0.7554634447279849, s.SystemQuality);
        Close(120 / 121.0, s.ExposureShare);
        Assert.Equal(s.GrossPnl - s.Fees - s.Funding, s.NetPnl);
    }

    private static void Close(double expected, Statistic actual) => Close(expected, actual.Value);

    private static void Close(double expected, double actual) => Assert.Equal(1, actual / expected, 1e-10);
}
