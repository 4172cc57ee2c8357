using Ats.Analytics.Reports;

namespace Ats.Core.Tests.Analytics.Reports;

public sealed class LeaderboardRowTests
{
    [Fact]
    public void Best_net_return_comes_first_and_ties_go_by_name()
    {
        var rows = LeaderboardRow.From(SampleReport.Of(
            SampleReport.Arm("z", 0.0001), SampleReport.Arm("loss", -0.001), SampleReport.Arm("a", 0.0001), SampleReport.Arm("win", 0.001)));
        Assert.Equal(["win", "a", "z", "loss"], rows.Select(r => r.Arm));
        Assert.Equal([1, 2, 3, 4], rows.Select(r => r.Rank));
    }

    [Fact]
    public void Cells_say_why_there_is_no_number()
    {
        var row = LeaderboardRow.From(SampleReport.Of(SampleReport.Arm("cash", 0, ArmKind.Control, "cash", 7))).Single();
        Assert.Equal("n/a", row.SharpeText);
        Assert.Equal("n = 7", row.HitRateText);
        Assert.Equal("control", row.KindText);
        Assert.Equal("0.000 %", row.NetReturnText);
        Assert.Equal("20.0 bp", row.FeesBpsText);
    }

    [Fact]
    public void A_hit_rate_stands_with_its_interval() =>
        Assert.Equal("33 % [20, 48]", LeaderboardRow.From(SampleReport.Of(SampleReport.Arm("a", 0.0001))).Single().HitRateText);
}
