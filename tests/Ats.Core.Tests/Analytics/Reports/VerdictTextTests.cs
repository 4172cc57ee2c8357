using Ats.Analytics.Reports;

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
    public void Few_periods_are_too_few_to_say_more() =>
        Assert.Contains("too few", Text(SampleReport.Arm("a", 0.0001, points: 10)));

    [Fact]
    public void A_wide_interval_is_not_conclusive() =>
        Assert.Contains("Not conclusive", Text(SampleReport.Arm("a", 0.00001)));

    private static string Text(params ArmReport[] arms) => string.Join(" ", VerdictText.Of(SampleReport.Of(arms)));
}
