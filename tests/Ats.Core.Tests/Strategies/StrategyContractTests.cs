using Ats.Engine;
using Ats.Strategies;

namespace Ats.Core.Tests.Strategies;

/// <summary>What every member of the catalog promises, shown the market directly. A new entry is covered by being in the catalog.</summary>
public sealed class StrategyContractTests
{
    private const int Half = ProbeMarket.Minutes / 2;

    public static TheoryData<string> Names => [.. StrategyCatalog.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_wants_nothing_before_its_warm_up_and_something_after(string name)
    {
        var probe = Probe(name).Run(0, ProbeMarket.Minutes);
        Assert.True(probe.Strategy.WarmUp >= 1);
        Assert.True(probe.FirstWish >= probe.Strategy.WarmUp, $"first wish after {probe.FirstWish} events, warm-up {probe.Strategy.WarmUp}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shown_the_same_twice_it_wants_the_same_twice(string name) =>
        Assert.Equal(Probe(name).Run(0, ProbeMarket.Minutes).Wishes(ProbeMarket.Minutes), Probe(name).Run(0, ProbeMarket.Minutes).Wishes(ProbeMarket.Minutes));

    [Theory]
    [MemberData(nameof(Names))]
    public void One_made_while_another_runs_starts_fresh(string name)
    {
        var expected = Probe(name).Run(Half, ProbeMarket.Minutes);
        var other = Probe(name).Run(0, Half);
        var fresh = Probe(name);
        for (var minute = Half; minute < ProbeMarket.Minutes; minute++)
        {
            other.Run(minute, minute + 1);
            fresh.Run(minute, minute + 1);
        }

        Assert.Equal(expected.Wishes(ProbeMarket.Minutes), fresh.Wishes(ProbeMarket.Minutes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void After_its_warm_up_an_event_allocates_nothing(string name)
    {
        // The runtime's own first-time work may fall into the first measurements; an allocation of the strategy falls into all of them.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            var probe = Probe(name).Run(0, Half);
            var before = GC.GetAllocatedBytesForCurrentThread();
            probe.Run(Half, ProbeMarket.Minutes);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_changes_its_mind_on_a_lively_market_unless_it_promises_not_to(string name)
    {
        var different = Probe(name).Run(0, ProbeMarket.Minutes).Levels.Where(l => !double.IsNaN(l)).Distinct().Count();
        if (name is "cash" or "buy-and-hold") Assert.Equal(1, different);
        else Assert.True(different >= 2, $"{different} different levels");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_it_wants_is_possible_at_the_defaults_and_at_every_end_of_a_range(string name)
    {
        var entry = Entry(name);
        AssertPossible(new StrategyProbe(entry).Run(0, ProbeMarket.Minutes));
        foreach (var set in entry.Parameters.SelectMany(p => new[] { p.Minimum, p.Maximum }.Select(end => ParameterEnds.Companions(entry, p, end))))
            AssertPossible(new StrategyProbe(entry, set).Run(0, 400));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_catalog_says_what_it_does_where_it_comes_from_and_what_it_needs(string name)
    {
        var entry = Entry(name);
        var strategy = new StrategyProbe(entry).Strategy;
        Assert.Equal(name, entry.Name.ToLowerInvariant());
        Assert.True(entry.Description.Length > 10 && entry.Description.EndsWith('.'), entry.Description);
        Assert.NotEmpty(entry.Source);
        Assert.Equal(strategy.Legs, entry.Legs);
        Assert.Equal(strategy.Needs, entry.Needs);
        Assert.Single(StrategyCatalog.All, s => s.Name == name);
    }

    private static StrategyEntry Entry(string name) => StrategyCatalog.Find(name)!;

    private static StrategyProbe Probe(string name) => new(Entry(name));

    private static void AssertPossible(StrategyProbe probe)
    {
        var sheet = probe.Sheet;
        Assert.True(double.IsNaN(sheet.BidPrice) || sheet.BidPrice > 0);
        Assert.True(double.IsNaN(sheet.AskPrice) || sheet.AskPrice > 0);
        Assert.False(sheet.BidPrice >= sheet.AskPrice, $"bid {sheet.BidPrice}, ask {sheet.AskPrice}");
        if (probe.Strategy is QuotingStrategy) return;
        Assert.All(probe.Levels, level => Assert.True(double.IsNaN(level) || level is >= -1 and <= 1, $"level {level}"));
        for (var leg = 0; leg < probe.Strategy.Legs; leg++) Assert.False(double.IsInfinity(probe.Targets[leg].Stop) || double.IsInfinity(probe.Targets[leg].EdgeBps));
    }
}
