using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Scoring;
using CsCheck;

namespace Ats.Core.Tests.Forecasting.Scoring;

public sealed class QuantileScoreTests
{
    private static readonly float[] Straight = [-5, -4, -2.5f, -1, 0, 1, 2.5f, 4, 5];
    private static readonly float[] Atom = [-2, -1, 0, 0, 0, 0, 0, 1, 2];

    [Theory]
    [InlineData(-5, 0.05)]
    [InlineData(-4.5, 0.075)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.55)]
    [InlineData(5, 0.95)]
    public void Between_quantiles_the_transform_is_a_straight_line(double outcome, double expected) =>
        Assert.Equal(expected, QuantileScore.Pit(Straight, outcome, 0.7), 1e-6);

    [Fact]
    public void Beyond_the_outermost_quantile_the_tail_falls_exponentially()
    {
        Assert.Equal(0.05 * Math.Exp(-1), QuantileScore.Pit(Straight, -6, 0), 1e-6);
        Assert.Equal(1 - (0.05 * Math.Exp(-2)), QuantileScore.Pit(Straight, 7, 0), 1e-6);
    }

    [Fact]
    public void On_an_atom_the_transform_is_spread_over_it()
    {
        Assert.Equal(0.25, QuantileScore.Pit(Atom, 0, 0), 1e-6);
        Assert.Equal(0.5, QuantileScore.Pit(Atom, 0, 0.5), 1e-6);
        Assert.InRange(QuantileScore.Pit(Atom, 0, 0.999), 0.74, 0.75);
        // Nothing but the atom: the tails are on it too.
        Assert.Equal(0.3, QuantileScore.Pit(new float[9], 0, 0.3), 1e-6);
    }

    [Fact]
    public void The_transform_rises_with_the_outcome_and_stays_in_zero_to_one() =>
        Gen.Select(Gen.Float[-9, 9].Array[9], Gen.Double[-20, 20], Gen.Double[0, 5]).Sample((values, outcome, more) =>
        {
            Array.Sort(values);
            var (low, high) = (QuantileScore.Pit(values, outcome, 0.5), QuantileScore.Pit(values, outcome + more, 0.5));
            return low >= 0 && high <= 1 && high >= low - 1e-12;
        });

    [Fact]
    public void Where_two_lines_meet_the_transform_is_the_level()
    {
        var rising = QuantileScore.Pit(Straight, Math.BitDecrement(-2.5), 0.5);
        Assert.True(rising <= QuantileScore.Pit(Straight, -2.5, 0.5) && QuantileScore.Pit(Straight, -2.5, 0.5) == 0.25);
    }

    [Fact]
    public void Levels_are_those_of_the_layout() =>
        Assert.All(Enumerable.Range(0, PredictionLayout.Quantiles), q => Assert.Equal(PredictionLayout.Levels[q], QuantileScore.Pit(Straight, Straight[q], 0.5), 1e-7));

    [Fact]
    public void Nobody_gains_by_forecasting_other_quantiles_than_the_true_ones()
    {
        float[] normal = [-1.645f, -1.282f, -0.674f, -0.253f, 0, 0.253f, 0.674f, 1.282f, 1.645f];
        Assert.True(Mean(1, 0) < Mean(1.15, 0) && Mean(1, 0) < Mean(0.85, 0) && Mean(1, 0) < Mean(1, 0.2));

        double Mean(double width, double shift)
        {
            var rng = new Rng(2);
            var told = Array.ConvertAll(normal, q => (float)((q * width) + shift));
            double sum = 0;
            for (var i = 0; i < 20_000; i++) sum += QuantileScore.Crps(told, rng.NextNormal());
            return sum / 20_000;
        }
    }
}
