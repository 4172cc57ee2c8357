using Ats.Analytics.Comparisons;
using Ats.Analytics.Reports;
using Ats.Domain;

namespace Ats.Core.Tests.Analytics.Comparisons;

public sealed class StationaryBootstrapTests
{
    /// <summary>The same formulas in numpy 1.24.2, sums over both signs of the lag.</summary>
    [Fact]
    public void Block_lengths_agree_with_numpy()
    {
        var x = 1L;
        var previous = 0.0;
        var ar = new double[500];
        for (var i = 0; i < ar.Length; i++)
        {
            x = ((1_103_515_245 * x) + 12_345) % (1L << 31);
            ar[i] = previous = (0.7 * previous) + (x / (double)(1L << 31)) - 0.5;
        }

        Assert.Equal(11.88582926168742, BlockLength.Stationary(ar), 1e-9);
        Assert.Equal(1, BlockLength.Stationary(Sample.Returns())); // 0.49, and a block is at least one long
    }

    /// <summary>For an AR(1) the optimal length is ((2ρ / (1 - ρ²))² n)^(1/3): 31.1 for ρ = 0.7 and n = 4,000.</summary>
    [Fact]
    public void Block_length_of_a_long_autoregression_is_near_its_theory()
    {
        var lengths = Enumerable.Range(0, 20).Select(seed => BlockLength.Stationary(Autoregression(0.7, 4000, (ulong)seed))).Order().ToArray();
        Assert.InRange(lengths[10], 31.1 * 0.75, 31.1 * 1.25);
    }

    [Fact]
    public void Intervals_cover_the_true_mean_about_as_often_as_they_say()
    {
        var covered = Enumerable.Range(0, 200).Count(i =>
        {
            var values = Autoregression(0.3, 250, (ulong)(1000 + i));
            var interval = StationaryBootstrap.MeanInterval(values, BlockLength.Stationary(values), 0.95, 300, (ulong)i);
            return interval.Low.Value <= 0 && interval.High.Value >= 0;
        });
        Assert.InRange(covered, 170, 199); // binomial(200, 0.90 to 0.95) almost surely
    }

    [Fact]
    public void Ignoring_dependence_would_give_an_interval_too_narrow()
    {
        var values = Autoregression(0.8, 1000, 3);
        var dependent = StationaryBootstrap.MeanInterval(values, BlockLength.Stationary(values), 0.95, 500, 1);
        var independent = StationaryBootstrap.MeanInterval(values, 1, 0.95, 500, 1);
        Assert.True(dependent.High.Value - dependent.Low.Value > 1.8 * (independent.High.Value - independent.Low.Value));
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        var values = Autoregression(0.3, 100, 5);
        Assert.Equal(StationaryBootstrap.MeanInterval(values, 3, 0.95, 200, 9), StationaryBootstrap.MeanInterval(values, 3, 0.95, 200, 9));
        Assert.NotEqual(StationaryBootstrap.MeanInterval(values, 3, 0.95, 200, 9), StationaryBootstrap.MeanInterval(values, 3, 0.95, 200, 10));
    }

    [Fact]
    public void Two_arms_are_compared_window_by_window()
    {
        var rng = new Rng(11);
        var market = Enumerable.Range(0, 500).Select(_ => rng.NextNormal() * 0.001).ToList();
        var minute = 60 * Timestamp.NanosecondsPerSecond;
        var slow = Sample.Facts(Sample.Equity(10_000, market, minute), period: minute);
        var fast = Sample.Facts(Sample.Equity(10_000, [.. market.Select(r => ((1 + r) * 1.00002) - 1)], minute), period: minute);
        var comparison = ArmComparison.Of("fast", fast.Equity, "slow", slow.Equity, 1);
        Assert.Equal(100, comparison.Windows);
        Assert.Equal(1.0, comparison.MeanBps.Value, 1e-3); // 5 minutes at 0.2 bp, whatever the market did
        Assert.True(comparison.IntervalBps.Excludes(0));
        Assert.False(ArmComparison.Of("a", slow.Equity, "b", slow.Equity, 1).IntervalBps.Excludes(0));
        Assert.False(ArmComparison.Of("a", [], "b", slow.Equity, 1).MeanBps.IsKnown);
    }

    private static double[] Autoregression(double rho, int count, ulong seed)
    {
        var rng = new Rng(seed);
        var values = new double[count];
        var previous = rng.NextNormal() / Math.Sqrt(1 - (rho * rho));
        for (var i = 0; i < count; i++) values[i] = previous = (rho * previous) + rng.NextNormal();
        return values;
    }
}
