using Ats.Domain;
using Ats.Forecasting.Gates;
using Ats.Forecasting.Scoring;

namespace Ats.Core.Tests.Forecasting.Gates;

public sealed class LiveGateTests
{
    private static readonly LiveGateSettings Settings = new(MinimumOutcomes: 600, PlannedOutcomes: 3_000);

    [Fact]
    public void Alpha_is_spent_little_at_first_and_whole_at_the_end()
    {
        // Lan and DeMets' O'Brien-Fleming function at 5 %: 0.0056 at one half.
        Assert.Equal(0.0056, LiveGate.Spending(0.5, 0.05), 0.0001);
        Assert.Equal(0.05, LiveGate.Spending(1, 0.05), 1e-9);
        Assert.True(LiveGate.Spending(0.1, 0.05) < 1e-8);
    }

    [Fact]
    public void A_challenger_no_better_is_promoted_no_more_often_than_alpha()
    {
        var rng = new Rng(6);
        var promoted = Enumerable.Range(0, 200).Count(_ => Run(Gains(rng, 0), PromotionReason.Improvement).Verdict == LiveVerdict.Promote);
        Assert.InRange(promoted, 0, 18);
    }

    [Fact]
    public void A_better_challenger_is_promoted_before_the_end_and_a_worse_one_rejected_before_it()
    {
        var better = Run(Gains(new Rng(7), 0.5), PromotionReason.Improvement);
        Assert.Equal(LiveVerdict.Promote, better.Verdict);
        Assert.InRange(better.State.LastOutcomes, 600, 2_700);
        var worse = Run(Gains(new Rng(7), -0.5), PromotionReason.Improvement);
        Assert.Equal(LiveVerdict.Reject, worse.Verdict);
        Assert.InRange(worse.State.LastOutcomes, 600, 2_700);
    }

    [Fact]
    public void A_retrain_by_age_need_only_be_no_worse_by_the_margin()
    {
        var equal = new double[3_000];
        Assert.Equal(LiveVerdict.Promote, Run(equal, PromotionReason.Age).Verdict);
        Assert.Equal(LiveVerdict.Reject, Run(equal, PromotionReason.Improvement).Verdict);
        Assert.Equal(LiveVerdict.Reject, Run(Gains(new Rng(7), -0.5), PromotionReason.Age).Verdict);
    }

    [Theory]
    [InlineData(0.87, 50, "coverage")]
    [InlineData(0.93, 50, "coverage")]
    [InlineData(0.9, 1_000, "latency")]
    public void Wrong_coverage_or_a_slow_step_is_not_promoted_however_good(double coverage, double latency, string check)
    {
        var result = LiveGate.Judge(new LiveEvidence(Gains(new Rng(7), 0.5), 2, coverage, latency, PromotionReason.Improvement), LiveGateState.Start, Settings);
        Assert.Equal(LiveVerdict.Reject, result.Verdict);
        Assert.Equal([check], result.Gate.Checks.Where(c => !c.Passed).Select(c => c.Name));
    }

    [Fact]
    public void Before_a_look_is_due_nothing_is_spent()
    {
        var early = LiveGate.Judge(new LiveEvidence(Gains(new Rng(7), 0.5)[..599], 2, 0.9, 50, PromotionReason.Improvement), LiveGateState.Start, Settings);
        Assert.Equal((LiveVerdict.Undecided, LiveGateState.Start), (early.Verdict, early.State));
        Assert.Empty(early.Gate.Checks);
    }

    [Fact]
    public void The_normal_distribution_is_the_tabulated_one()
    {
        Assert.Equal(0.975, StandardNormal.Cdf(1.959963984540054), 1e-12);
        Assert.Equal(-4.753424308822899, StandardNormal.Quantile(1e-6), 1e-9);
        Assert.Equal(1.6448536269514722, StandardNormal.Quantile(0.95), 1e-9);
    }

    private static LiveGateResult Run(double[] gains, PromotionReason reason)
    {
        var state = LiveGateState.Start;
        for (var n = 100; ; n += 100)
        {
            var result = LiveGate.Judge(new LiveEvidence(gains[..n], 2, 0.9, 50, reason), state, Settings);
            if (result.Verdict != LiveVerdict.Undecided) return result;
            state = result.State;
        }
    }

    // Differences of overlapping outcomes: sums of fifteen.
    private static double[] Gains(Rng rng, double mean)
    {
        var noise = Enumerable.Range(0, 3_015).Select(_ => rng.NextNormal()).ToArray();
        var gains = new double[3_000];
        double sum = 0;
        for (var i = 0; i < 3_000 + 14; i++)
        {
            sum += noise[i] - (i >= 15 ? noise[i - 15] : 0);
            if (i >= 14) gains[i - 14] = mean + (sum / Math.Sqrt(15));
        }

        return gains;
    }
}
