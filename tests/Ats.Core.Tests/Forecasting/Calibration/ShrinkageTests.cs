using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Scoring;

namespace Ats.Core.Tests.Forecasting.Calibration;

public sealed class ShrinkageTests
{
    private static readonly SampleSet Samples = SyntheticMarket.Samples(12_000, 21, push: 0.2);
    private static readonly SampleRange Training = new(0, 4_000);
    private static readonly SampleRange Validation = new(4_100, 8_000);
    private static readonly SampleRange Test = new(8_100, 12_000);

    [Fact]
    public void An_overconfident_mean_is_pulled_back_and_noise_becomes_the_random_walk()
    {
        var honest = Factor((row, _) => 0.3 * row[3]);
        var loud = Factor((row, _) => 3 * row[3]);
        Assert.InRange(loud, 0.01, 0.2);
        Assert.InRange(honest, 0.9, 1);
        Assert.True(10 * loud >= honest);
        Assert.InRange(Factor((row, _) => row[4]), 0, 0.05);
        Assert.Equal(0, Factor((row, _) => -row[3]));
    }

    [Fact]
    public void The_shrunken_mean_errs_less_and_quantiles_move_with_it()
    {
        var loud = new ScriptedPredictor(Samples, Training, (row, _) => row[3]);
        var shrinkage = Shrinkage.Fit(ForecastTrack.Of(loud, Samples, Validation));
        var calibrated = new CalibratedPredictor(loud, shrinkage);
        var (before, after) = (new float[30], new float[30]);
        loud.Step(Samples.Row(9_000), 1, before);
        calibrated.Step(Samples.Row(9_000), 1, after);
        Assert.Equal(before[0] * shrinkage.Factors[0], after[0], 1e-5);
        for (var q = 1; q < 10; q++) Assert.Equal(before[q] - before[0], after[q] - after[0], 1e-5);
        var reference = ForecastTrack.Of(new VolatilityRandomWalk().Fit(Samples, Training), Samples, Test);
        var (raw, shrunk) = (ForecastScorer.Score(ForecastTrack.Of(loud, Samples, Test), reference), ForecastScorer.Score(ForecastTrack.Of(calibrated, Samples, Test), reference));
        Assert.True(shrunk.Horizon(15).R2 > raw.Horizon(15).R2);
    }

    [Fact]
    public void Shrinkage_is_unmoved_by_rows_outside_validation()
    {
        var changed = Samples with { LabelsBps = (float[])Samples.LabelsBps.Clone() };
        changed.LabelsBps.AsSpan(Test.Start * 3).Fill(50);
        Assert.Equal(Fit(Samples).Factors, Fit(changed).Factors);

        static Shrinkage Fit(SampleSet samples) => Shrinkage.Fit(ForecastTrack.Of(new Ridge().Fit(samples, Training), samples, Validation));
    }

    [Fact]
    public void Of_many_forecasts_that_know_nothing_most_become_the_random_walk_and_a_short_span_is_no_evidence()
    {
        // Plain least squares leaves half of them in; a t above one leaves a sixth.
        var factors = Enumerable.Range(1, 60).Select(k => Factor((_, i) => Math.Sin(i * 0.0137 * k) + Math.Sin(i * 0.31 / k))).ToList();
        Assert.InRange(factors.Count(f => f == 0), 40, 60);
        var honest = new ScriptedPredictor(Samples, Training, (row, _) => 0.3 * row[3]);
        Assert.Equal(0, Shrinkage.Fit(ForecastTrack.Of(honest, Samples, new SampleRange(Validation.Start, Validation.Start + 140))).Factors[1]);
    }

    [Fact]
    public void What_stands_on_a_line_learns_what_the_line_leaves_and_adds_up_to_it()
    {
        var line = new ImbalanceOls().Fit(Samples, Training);
        var whole = new Shrinkage(Samples.HorizonSeconds, [1, 0.5, 0]);
        var rest = StackedPredictor.Rest(Samples, line, whole);
        var silent = new ScriptedPredictor(Samples, Training, (_, _) => 0);
        var stacked = new StackedPredictor(line, whole, silent);
        var (both, alone, quiet) = (new float[30], new float[30], new float[30]);
        line.Step(Samples.Row(5_000), Samples.SigmasBps[5_000], alone);
        silent.Step(Samples.Row(5_000), Samples.SigmasBps[5_000], quiet);
        stacked.Step(Samples.Row(5_000), Samples.SigmasBps[5_000], both);
        for (var h = 0; h < 3; h++)
        {
            var mean = (float)whole.Factors[h] * alone[h * 10];
            for (var k = 0; k < 10; k++) Assert.Equal(quiet[(h * 10) + k] + mean, both[(h * 10) + k], 1e-6f);
            var scale = PredictionLayout.ScaleBps(Samples.SigmasBps[5_000], Samples.HorizonSeconds[h]);
            Assert.Equal(Samples.Label(5_000, h) - (mean * scale), rest.Label(5_000, h), 1e-4);
        }

        Assert.Equal(Samples.Label(4_000, 0), Samples.LabelsBps[4_000 * 3]);
        Assert.Throws<ArgumentException>(() => new StackedPredictor(line, new Shrinkage([5], [1]), silent));
    }

    private static double Factor(Func<float[], int, double> mean) =>
        Shrinkage.Fit(ForecastTrack.Of(new ScriptedPredictor(Samples, Training, mean), Samples, Validation)).Factors[1];
}
