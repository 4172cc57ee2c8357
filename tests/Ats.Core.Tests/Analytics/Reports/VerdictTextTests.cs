using Ats.Analytics.Reports;
using Ats.Analytics.Statistics;

namespace Ats.Core.Tests.Analytics.Reports;

public sealed class VerdictTextTests
{
    [Fact]
    public void Names_the_leader_and_how_it_stands_against_the_yardsticks()
    {
        var text = Text(
            SampleReport.Arm("sma", 0.0002),
            SampleReport.Arm("hold", 0.0001, ArmKind.Control, ControlStrategies.BuyAndHold, 0),
            SampleReport.Arm("nothing", 0, ArmKind.Control, ControlStrategies.Cash, 0));
        Assert.Contains("sma earned most net of 3 arms", text);
        Assert.Contains("ahead of buy-and-hold", text);
        Assert.Contains("ahead of cash (0.000 %)", text);
        Assert.Contains("n = 40 round trips", text);
    }

    [Fact]
    public void Says_plainly_when_doing_nothing_was_best()
    {
        var text = Text(SampleReport.Arm("sma", -0.0003), SampleReport.Arm("idle", 0, ArmKind.Control, ControlStrategies.Cash, 0));
        Assert.Contains("no strategy beat the control idle", text);
        Assert.Contains("behind cash", text);
    }

    [Fact]
    public void Does_not_crown_a_leader_among_equals()
    {
        Assert.Contains("All 2 arms returned the same", Text(SampleReport.Arm("a", 0.0001), SampleReport.Arm("b", 0.0001)));
        Assert.DoesNotContain("earned most", Text(SampleReport.Arm("a", 0.0001), SampleReport.Arm("b", 0.0001), SampleReport.Arm("c", -0.001)));
    }

    [Fact]
    public void A_strategy_that_never_traded_is_counted_and_not_crowned()
    {
        var text = Text(SampleReport.Arm("sma", -0.0003), SampleReport.Arm("asleep", 0, trips: 0));
        Assert.StartsWith("sma returned", text);
        Assert.Contains("1 strategy never traded (asleep).", text);
    }

    [Fact]
    public void Few_periods_are_too_few_to_say_more() =>
        Assert.Contains("too few", Text(SampleReport.Arm("a", 0.0001, points: 10)));

    [Fact]
    public void A_wide_interval_is_not_conclusive() =>
        Assert.Contains("Not conclusive", Text(SampleReport.Arm("a", 0.00001)));

    [Fact]
    public void A_comparison_is_said_with_its_interval_and_only_its_strength()
    {
        static Statistic Known(double value) => Statistic.Fact(value, 100);
        var report = SampleReport.Of(SampleReport.Arm("ai", 0.0002), SampleReport.Arm("classical", 0.0001));
        var unsure = new ArmComparison("ai", "classical", ArmComparison.DefaultWindowNanoseconds, 1440, Known(-0.8), new Interval(Known(-1.9), Known(0.3), 0.95));
        var text = string.Join(" ", VerdictText.Of(report with { Comparisons = [unsure] }));
        Assert.Contains("Over 1,440 paired windows of 5 min, ai is behind classical by 0.80 bp a window [95 % interval of the difference -1.90, +0.30]. Not conclusive.", text);
        var few = unsure with { Windows = 7, MeanBps = Statistic.Insufficient(7) };
        Assert.Contains("n = 7 windows of 5 min", string.Join(" ", VerdictText.Of(report with { Comparisons = [few] })));
    }

    private static string Text(params ArmReport[] arms) => string.Join(" ", VerdictText.Of(SampleReport.Of(arms)));
}
