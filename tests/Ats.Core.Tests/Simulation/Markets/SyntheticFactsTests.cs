using Ats.Simulation.Markets;

namespace Ats.Core.Tests.Simulation.Markets;

/// <summary>The known facts of such markets, on the book that participants make.</summary>
public sealed class SyntheticFactsTests(MarketRun run) : IClassFixture<MarketRun>
{
    private const double RoundTripFeeBp = 11;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_mids_of_the_book_follow_what_the_generator_expects(short instrument)
    {
        var y = run.Returns(instrument);
        var m = run.Expected[instrument].Take(y.Length).Select(e => 1e4 * e).ToArray();
        var stated = run.Market.BestR2(instrument, MarketRun.Horizon);
        Assert.InRange(stated, 0.05, 0.1);
        var (share, error) = Sample.ExplainedShare(y, m);
        Assert.InRange(error, 0, 0.025);
        Assert.InRange(share, stated - (3 * error), stated + (3 * error));
        var (slope, slopeError) = Sample.Slope(y, m);
        Assert.InRange(slope, 1 - (3 * slopeError), 1 + (3 * slopeError));
    }

    [Fact]
    public void Returns_have_fat_tails_and_their_size_comes_in_clusters()
    {
        var windows = run.Windows(0);
        // Half a day sees little of the slow volatility: over weeks it is 8 to 20 (PressureModelTests). A Gaussian's 3 has a standard error of 0.1 here.
        Assert.InRange(Sample.Kurtosis(windows), 4, 40);
        var sizes = windows.Select(Math.Abs).ToArray();
        foreach (var lag in (int[])[1, 4, 20, 120]) Assert.InRange(Sample.AutoCorrelation(sizes, lag), 0.02, 0.6);
    }

    [Fact]
    public void Returns_hardly_tell_the_next_return()
    {
        var seconds = run.LogMids[0].Zip(run.LogMids[0].Skip(1), (a, b) => b - a).ToArray();
        foreach (var lag in (int[])[1, 2, 5, 15]) Assert.InRange(Sample.AutoCorrelation(seconds, lag), -0.03, 0.03);
        Assert.InRange(Sample.AutoCorrelation(run.Windows(0), 1), -0.08, 0.08);
    }

    [Fact]
    public void Signs_of_trades_persist_for_hundreds_of_trades()
    {
        var signs = run.Signs.ToArray();
        Assert.InRange(Sample.AutoCorrelation(signs, 1), 0.1, 0.5);
        Assert.InRange(Sample.AutoCorrelation(signs, 50), 0.05, 0.4);
        Assert.InRange(Sample.AutoCorrelation(signs, 500), 0.02, 0.3);
    }

    [Fact]
    public void The_coins_move_together() => Assert.InRange(Sample.Correlation(run.Windows(0), run.Windows(1)), 0.65, 0.85);

    [Fact]
    public void The_book_is_tight_busy_and_bounded()
    {
        Assert.InRange(run.SpreadTicks.Count(s => s == 1) / (double)run.SpreadTicks.Count, 0.85, 0.99);
        Assert.True(run.SpreadTicks.Max() >= 20 && run.SpreadTicks.Min() >= 1);
        Assert.InRange(run.Signs.Count / (double)MarketRun.Seconds, 2, 10);
        Assert.InRange(run.BestChanges / (double)MarketRun.Seconds, 2, 10);
        Assert.InRange(run.LevelChangesPerStep, 10, 60);
    }

    [Fact]
    public void The_imbalance_of_the_moment_tells_a_part_and_its_memory_tells_more()
    {
        var y = run.Returns(0);
        var now = Sample.LinearR2(y, run.Imbalance.Take(y.Length).ToArray());
        var remembered = Sample.LinearR2(y, Sample.Smooth(run.Imbalance, 10).Take(y.Length).ToArray());
        var best = run.Market.BestR2(0, MarketRun.Horizon);
        Assert.InRange(now, 0.05 * best, 0.4 * best);
        Assert.InRange(remembered, 1.2 * now, 0.7 * best);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Whoever_knows_everything_loses_as_a_taker_of_15_seconds(double thresholdBp)
    {
        var pnl = new List<double>();
        for (var i = 0; i + MarketRun.Horizon < MarketRun.Seconds; i += MarketRun.Horizon)
        {
            var expected = 1e4 * run.Expected[0][i];
            if (Math.Abs(expected) <= thresholdBp) continue;
            var end = i + MarketRun.Horizon;
            var gross = expected > 0 ? Math.Log(run.Bids[end] / run.Asks[i]) : Math.Log(run.Bids[i] / run.Asks[end]);
            pnl.Add((1e4 * gross) - RoundTripFeeBp);
        }

        Assert.NotEmpty(pnl);
        Assert.True(pnl.Average() < -2, $"mean {pnl.Average():0.00} bp over {pnl.Count} trades");
    }
}
