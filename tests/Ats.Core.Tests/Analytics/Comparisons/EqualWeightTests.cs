using Ats.Analytics.Comparisons;
using Ats.Analytics.Reports;
using Ats.Domain;

namespace Ats.Core.Tests.Analytics.Comparisons;

public sealed class EqualWeightTests
{
    [Fact]
    public void Curves_add_up_at_the_times_of_the_first_with_the_last_point_known_then()
    {
        IReadOnlyList<EquityPoint> a = [Point(0, 100), Point(10, 110), Point(20, 120)];
        IReadOnlyList<EquityPoint> b = [Point(0, 50), Point(15, 60)];
        Assert.Equal([150, 160, 180], EqualWeight.Of([a, b]).Select(p => p.Equity));
    }

    [Fact]
    public void Nothing_adds_up_to_nothing() => Assert.Empty(EqualWeight.Of([[], []]));

    [Fact]
    public void The_primary_comparison_is_of_all_strategies_against_buy_and_hold()
    {
        var comparison = Assert.Single(PrimaryComparison.Of(
            [Arm("a", ArmKind.Classical, "x"), Arm("b", ArmKind.Classical, "y"), Arm("hold", ArmKind.Control, "buy-and-hold"), Arm("idle", ArmKind.Control, "cash")], 1, 1));
        Assert.Equal("the portfolio of both strategies in equal parts", comparison.Left);
        Assert.Equal("hold", comparison.Right);
    }

    [Fact]
    public void Without_buy_and_hold_only_two_arms_are_compared()
    {
        Assert.Single(PrimaryComparison.Of([Arm("a", ArmKind.Classical, "x"), Arm("b", ArmKind.Classical, "y")], 1, 1));
        Assert.Empty(PrimaryComparison.Of([Arm("a", ArmKind.Classical, "x"), Arm("b", ArmKind.Classical, "y"), Arm("c", ArmKind.Classical, "z")], 1, 1));
        Assert.Empty(PrimaryComparison.Of([Arm("cash", ArmKind.Control, "cash")], 1, 1));
    }

    private static EquityPoint Point(long seconds, double equity) => new(0, new Timestamp(seconds * Timestamp.NanosecondsPerSecond), equity, 0);

    private static (ArmDescription, IReadOnlyList<EquityPoint>) Arm(string name, ArmKind kind, string strategy) =>
        (new ArmDescription(name, strategy, kind, [], ""), [Point(0, 100), Point(600, 101)]);
}
