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
        Assert.Equal(honest, Math.Min(1, 10 * loud), 0.001);
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

    private static double Factor(Func<float[], int, double> mean) =>
        Shrinkage.Fit(ForecastTrack.Of(new ScriptedPredictor(Samples, Training, mean), Samples, Validation)).Factors[1];
}
