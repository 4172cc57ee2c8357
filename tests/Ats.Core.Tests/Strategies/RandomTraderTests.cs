using Ats.Domain;
using Ats.Engine;
using Ats.Strategies;

namespace Ats.Core.Tests.Strategies;

public sealed class RandomTraderTests
{
    [Theory]
    [InlineData("sma-cross", true)]
    [InlineData("macd", true)]
    [InlineData("macd", false)]
    [InlineData("keltner-breakout", true)]
    public void Its_turnover_matches_that_of_the_arm_it_stands_against(string rival, bool canShort)
    {
        var spec = StrategySpec.Parse(rival);
        var wanted = Turnover(spec.Create(1), canShort);
        var drawn = Enumerable.Range(0, 40).Select(seed => Turnover(Random(new Contest((ulong)seed, canShort, [() => spec.Create(1)])), canShort)).ToList();
        Assert.InRange(drawn.Average(), wanted - 4, wanted + 1);
        Assert.All(drawn, turnover => Assert.InRange(turnover, wanted - 25, wanted + 2));
        Assert.True(wanted > 30);
    }

    [Fact]
    public void Against_several_it_matches_their_median()
    {
        StrategySpec[] specs = [StrategySpec.Parse("sma-cross"), StrategySpec.Parse("macd"), StrategySpec.Parse("momentum"), StrategySpec.Parse("market-maker"), StrategySpec.Parse("book-imbalance")];
        var median = specs.Take(3).Select(s => Turnover(s.Create(1), true)).Order().ElementAt(1);
        var drawn = Enumerable.Range(0, 40).Average(seed => Turnover(Random(new Contest((ulong)seed, true, [.. specs.Select(s => (Func<Strategy>)(() => s.Create(1)))])), true));
        Assert.InRange(drawn, median - 4, median + 1);
    }

    [Fact]
    public void Its_directions_are_a_coin_and_not_its_rivals()
    {
        var rival = Levels(new SmaCross(new SmaCross.Settings(10, 30, true)));
        double same = 0, together = 0, longs = 0;
        for (var seed = 0UL; seed < 30; seed++)
        {
            var levels = Levels(Random(new Contest(seed, true, [() => new SmaCross(new SmaCross.Settings(10, 30, true))])));
            for (var i = 100; i < levels.Length; i++)
            {
                if (double.IsNaN(levels[i]) || levels[i] == 0) continue;
                together++;
                if (levels[i] == rival[i]) same++;
                if (levels[i] > 0) longs++;
            }
        }

        Assert.InRange(same / together, 0.45, 0.55);
        Assert.InRange(longs / together, 0.45, 0.55);
    }

    [Fact]
    public void With_a_hold_it_moves_that_often_whatever_others_do()
    {
        var changes = Enumerable.Range(0, 20).Average(seed => (double)Changes(Levels(new RandomTrader(new RandomTrader.Settings(30, true), Contest.Alone((ulong)seed)))));
        Assert.InRange(changes, (ProbeMarket.Minutes / 30.0) - 5, (ProbeMarket.Minutes / 30.0) + 5);
    }

    [Fact]
    public void Where_shorts_are_not_possible_it_draws_none() =>
        Assert.DoesNotContain(-1, Levels(Random(new Contest(3, false, []))));

    [Fact]
    public void Another_seed_or_another_start_draws_other_numbers()
    {
        Assert.NotEqual(Levels(Random(Contest.Alone(1))), Levels(Random(Contest.Alone(2))));
        var late = Enumerable.Range(0, 12).Select(start => FirstMove(new RandomTrader(new RandomTrader.Settings(1, true), Contest.Alone(1)), start * 100));
        Assert.Equal([-1, 1], late.Distinct().Order());
    }

    private static RandomTrader Random(Contest contest) => new(new RandomTrader.Settings(0, true), contest);

    private static double[] Levels(Strategy strategy)
    {
        var targets = new Targets(1);
        return [.. ProbeMarket.Bars[0].Select(bar =>
        {
            strategy.OnBar(0, in bar, targets);
            return targets[0].Level;
        })];
    }

    private static double FirstMove(Strategy strategy, int from)
    {
        var targets = new Targets(1);
        for (var i = from; targets[0].IsHold; i++) strategy.OnBar(0, in ProbeMarket.Bars[0][i], targets);
        return targets[0].Level;
    }

    private static double Turnover(Strategy strategy, bool canShort)
    {
        var held = 0.0;
        var sum = 0.0;
        foreach (var level in Levels(strategy))
        {
            if (double.IsNaN(level)) continue;
            var next = canShort ? level : Math.Max(level, 0);
            sum += Math.Abs(next - held);
            held = next;
        }

        return sum;
    }

    private static int Changes(double[] levels) => levels.Zip(levels.Skip(1)).Count(pair => pair.First != pair.Second && !(double.IsNaN(pair.First) && double.IsNaN(pair.Second)));
}
