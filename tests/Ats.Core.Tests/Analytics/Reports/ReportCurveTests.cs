using Ats.Analytics.Reports;
using Ats.Analytics.Statistics;
using Ats.Domain;
using CsCheck;

namespace Ats.Core.Tests.Analytics.Reports;

public sealed class ReportCurveTests
{
    [Fact]
    public void Keeps_ends_extremes_and_the_deepest_drawdown() => Gen.Double[-0.01, 0.01].Array[0, 900].Sample(returns =>
    {
        var facts = Sample.Facts(Sample.Equity(10_000, returns));
        var curve = ReportCurve.From(facts, 100);
        var all = facts.Equity.Select(e => e.Equity / 10_000 - 1).ToList();
        return curve.Length <= 100
            && curve[0].Time == facts.Equity[0].Time && curve[^1].Time == facts.Equity[^1].Time
            && curve.Min(p => p.Net) == all.Min() && curve.Max(p => p.Net) == all.Max()
            && curve.Zip(curve.Skip(1)).All(pair => pair.First.Time < pair.Second.Time);
    });

    [Fact]
    public void Drawdowns_of_the_kept_points_are_those_of_the_whole_curve()
    {
        var facts = Sample.Facts(Sample.Equity(10_000, [.. Enumerable.Repeat(Sample.Returns(), 20).SelectMany(r => r)]));
        var deepest = MaxDrawdown.Depth(Drawdown.Series(10_000, facts.Equity)).Value;
        Assert.InRange(ReportCurve.From(facts).Max(p => p.Drawdown), deepest * 0.999, deepest);
    }

    [Fact]
    public void Gross_adds_back_fees_from_the_moment_they_were_paid()
    {
        var equity = Sample.Equity(10_000, [0, -0.001, 0], Timestamp.NanosecondsPerSecond);
        var fills = new List<Fill> { Sample.Fill(Side.Buy, 100, 100, fee: 10, atSeconds: 2) };
        var curve = ReportCurve.From(Sample.Facts(equity, [], fills, Timestamp.NanosecondsPerSecond));
        Assert.Equal([0, 0, 0, 0], curve.Select(p => Math.Round(p.Gross, 12)));
        Assert.Equal(-0.001, curve[^1].Net, 1e-12);
    }
}
