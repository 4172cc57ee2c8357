using System.Text.Json;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Calibration;

namespace Ats.Core.Tests.Forecasting.Calibration;

public sealed class AdaptiveConformalTests
{
    private const int Horizon = 15;
    private static readonly double[] Normal = [-1.645, -1.282, -0.674, -0.253, 0, 0.253, 0.674, 1.282, 1.645];

    [Fact]
    public void An_outcome_offered_before_it_matured_is_refused_and_so_is_one_offered_twice()
    {
        var interval = new AdaptiveConformal(Horizon);
        Assert.False(interval.Observe(At(0), 3, 1, At(14)));
        Assert.False(interval.Observe(At(0), 3, 1, new Timestamp(At(15).Nanoseconds - 1)));
        Assert.False(interval.Observe(At(0), double.NaN, 1, At(15)));
        Assert.Empty(interval.Capture().Scores);
        Assert.True(interval.Observe(At(0), 3, 1, At(15)));
        Assert.False(interval.Observe(At(0), 3, 1, At(16)));
        Assert.Single(interval.Capture().Scores);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    public void Whatever_the_models_width_ninety_of_a_hundred_outcomes_lie_inside_at_last(double width)
    {
        var coverage = Run(new AdaptiveConformal(Horizon), _ => width, 20_000, 5_000, out var last);
        Assert.InRange(coverage, 0.885, 0.915);
        Assert.Equal(1 / width, last, 0.15 / width);
    }

    [Fact]
    public void When_the_market_doubles_its_moves_the_interval_follows()
    {
        var coverage = Run(new AdaptiveConformal(Horizon), i => i < 8_000 ? 1 : 0.5, 24_000, 14_000, out var last);
        Assert.InRange(coverage, 0.88, 0.92);
        Assert.InRange(last, 1.7, 2.4);
    }

    [Fact]
    public void Stretching_keeps_the_median_the_mean_and_the_order()
    {
        var interval = new AdaptiveConformal(Horizon);
        Run(interval, _ => 0.5, 3_000, 0, out _);
        var output = Output(1, 0.4f);
        interval.Apply(output);
        Assert.Equal(0.4f, output[PredictionLayout.Mean]);
        Assert.Equal(0.4f, output[PredictionLayout.Median]);
        Assert.Equal(output[1..].Order(), output[1..]);
        Assert.Equal(0.4 + (1.645 * interval.Multiplier), output[9], 1e-4);
    }

    [Fact]
    public void A_restored_interval_goes_on_as_if_nothing_had_happened()
    {
        var settings = new ConformalSettings(Window: 700);
        var interval = new AdaptiveConformal(Horizon, settings);
        Run(interval, _ => 0.7, 2_000, 0, out _);
        var state = JsonSerializer.Deserialize<ConformalState>(JsonSerializer.Serialize(interval.Capture()))!;
        var restored = AdaptiveConformal.Restore(state, settings);
        Assert.Equal(interval.Multiplier, restored.Multiplier);
        for (var i = 0; i < 900; i++)
        {
            Assert.True(interval.Observe(At(3_000 + i), i % 7, interval.Multiplier, At(3_100 + i)));
            Assert.True(restored.Observe(At(3_000 + i), i % 7, restored.Multiplier, At(3_100 + i)));
            Assert.Equal(interval.Multiplier, restored.Multiplier);
        }
    }

    [Fact]
    public void Served_quantiles_and_their_multiplier_tell_the_same_score()
    {
        var live = new LiveCalibration([5, Horizon]);
        var raw = Output(1, 0);
        float[] output = [.. raw, .. raw];
        Span<double> multipliers = stackalloc double[2];
        live.Apply(output, multipliers);
        Assert.True(live.Observe(1, At(0), output.AsSpan(10), multipliers[1], 3.29, At(20)));
        Assert.Equal(2, live.Capture()[1].Scores[0], 1e-3);
        Assert.Empty(LiveCalibration.Restore(live.Capture()).Capture()[0].Scores);
    }

    // Outcomes are served, wait until they mature, and only then are learnt from.
    private static double Run(AdaptiveConformal interval, Func<int, double> width, int count, int from, out double last)
    {
        var rng = new Rng(8);
        var noise = Enumerable.Range(0, count + Horizon).Select(_ => rng.NextNormal()).ToArray();
        var served = new double[count];
        var inside = 0;
        for (var i = 0; i < count; i++)
        {
            served[i] = interval.Multiplier;
            var matured = i - Horizon;
            if (matured < 0) continue;
            var outcome = noise.AsSpan(matured, Horizon).ToArray().Sum() / Math.Sqrt(Horizon);
            var score = AdaptiveConformal.Score(Output(width(matured), 0), outcome);
            Assert.True(interval.Observe(At(matured), score, served[matured], At(i)));
            if (matured >= from && score <= served[matured]) inside++;
        }

        last = interval.Multiplier;
        return (double)inside / (count - Horizon - from);
    }

    private static float[] Output(double width, float mean) => [mean, .. Normal.Select(q => (float)(mean + (q * width)))];

    private static Timestamp At(int second) => new((1_700_000_000L + second) * Timestamp.NanosecondsPerSecond);
}
