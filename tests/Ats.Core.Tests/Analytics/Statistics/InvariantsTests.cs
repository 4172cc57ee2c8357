using Ats.Analytics;
using Ats.Analytics.Statistics;
using Ats.Domain;
using CsCheck;

namespace Ats.Core.Tests.Analytics.Statistics;

public sealed class InvariantsTests
{
    private static readonly Gen<double[]> Returns = Gen.Double[-0.05, 0.05].Array[30, 200];

    [Fact]
    public void Sharpe_and_Sortino_do_not_depend_on_the_scale_of_returns() => Returns.Sample(r =>
    {
        var scaled = r.Select(x => x * 3).ToArray();
        var (a, b) = (Moments.Of(r), Moments.Of(scaled));
        return Near(SharpeRatio.Annualised(a, 365), SharpeRatio.Annualised(b, 365))
            && Near(SortinoRatio.Annualised(r, a, 365), SortinoRatio.Annualised(scaled, b, 365))
            && Near(AutocorrelationAdjustedSharpe.StandardError(r, a, 365), AutocorrelationAdjustedSharpe.StandardError(scaled, b, 365));
    });

    [Fact]
    public void Drawdown_is_between_zero_and_one_and_does_not_depend_on_capital() => Returns.Sample(r =>
    {
        var small = Drawdown.Series(100, Sample.Equity(100, r));
        var large = Drawdown.Series(1e9, Sample.Equity(1e9, r));
        var depth = MaxDrawdown.Depth(small).Value;
        return small.All(d => d is >= 0 and <= 1) && Math.Abs(depth - MaxDrawdown.Depth(large).Value) < 1e-9
            && UlcerIndex.Of(small).Value <= depth + 1e-12;
    });

    [Fact]
    public void Expected_shortfall_is_at_least_value_at_risk() => Returns.Sample(r =>
    {
        Array.Sort(r);
        return ValueAtRisk.Conditional(r, 0.95).Value >= ValueAtRisk.Historical(r, 0.95).Value - 1e-12;
    });

    [Fact]
    public void Wilson_intervals_hold_the_observed_rate_and_stay_in_zero_one() => Gen.Select(Gen.Int[0, 500], Gen.Int[1, 500]).Sample((a, b) =>
    {
        var (hits, count) = (Math.Min(a, b), b);
        var (low, high) = WilsonInterval.Of(hits, count, 0.95);
        var rate = (double)hits / count;
        return low >= 0 && high <= 1 && low <= rate + 1e-12 && high >= rate - 1e-12 && low < high;
    });

    [Fact]
    public void The_normal_quantile_undoes_the_distribution() => Gen.Double[-7, 4].Sample(x =>
        Math.Abs(NormalDistribution.Quantile(NormalDistribution.Cdf(x)) - x) < 1e-10);

    [Fact]
    public void Net_is_gross_less_fees_less_funding() => Gen.Select(Returns, Gen.Int[0, 40]).Sample((r, n) =>
    {
        var fills = Enumerable.Range(0, n).Select(i => Sample.Fill(Side.Buy, 100, 100, fee: 0.55m, atSeconds: i)).ToList();
        var trips = Enumerable.Range(0, n / 2).Select(i => Sample.RoundTrip(1, i)).ToList();
        var s = ArmStatistics.Compute(Sample.Facts(Sample.Equity(10_000, r), trips, fills));
        return s.NetPnl == s.GrossPnl - s.Fees - s.Funding && s.Fees == 0.55m * n;
    });

    [Fact]
    public void Ruin_and_holes_leave_no_number_that_is_not_one()
    {
        double[][] curves = [[10_000, 5_000, -20, -30, 40], [10_000, double.NaN, 10_000], [], [10_000], [0, 0]];
        foreach (var curve in curves)
        {
            var equity = curve.Select((e, i) => new EquityPoint(0, Sample.Start + (i * Timestamp.NanosecondsPerDay), e, 0)).ToList();
            var s = ArmStatistics.Compute(Sample.Facts(equity));
            foreach (var d in StatisticCatalog.All)
            {
                Assert.True(d.Of(s).IsKnown == double.IsFinite(d.Of(s).Value));
                Assert.DoesNotContain("NaN", d.Write(s));
                Assert.DoesNotContain("∞", d.Write(s));
            }
        }
    }

    private static bool Near(Statistic a, Statistic b) =>
        a.State == b.State && (!a.IsKnown || Math.Abs(a.Value - b.Value) <= 1e-9 * Math.Max(1, Math.Abs(a.Value)));
}
