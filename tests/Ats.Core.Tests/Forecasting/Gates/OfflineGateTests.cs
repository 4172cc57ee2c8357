using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Gates;
using Ats.Forecasting.Scoring;

namespace Ats.Core.Tests.Forecasting.Gates;

public sealed class OfflineGateTests
{
    private static readonly SampleRange Training = new(0, 12_000);
    private static readonly SampleRange Test = new(12_200, 24_000);
    private static readonly SampleSet Honest = SyntheticMarket.Samples(24_000, 31, push: 0.2);

    [Fact]
    public void An_honest_predictor_passes_every_check()
    {
        var result = Judge(Honest, new Ridge().Fit(Honest, Training), trained: true);
        Assert.True(result.Passed, Failed(result));
        Assert.Equal(9, result.Checks.Count);
    }

    [Fact]
    public void A_leak_canary_is_blocked()
    {
        var leaking = SyntheticMarket.Samples(24_000, 31, push: 0.2, leak: true);
        var result = Judge(leaking, new Ridge().Fit(leaking, Training));
        Assert.False(result.Passed);
        var leak = result.Checks.Single(c => c.Name == "leak");
        Assert.False(leak.Passed);
        Assert.True(leak.Value > 0.5, leak.Words);
    }

    [Fact]
    public void Noise_fails()
    {
        var result = Judge(Honest, new ScriptedPredictor(Honest, Training, (row, _) => 0.3 * row[4]));
        Assert.Contains("crps-skill", Failed(result), StringComparison.Ordinal);
        Assert.Contains("not-worse-than-ridge-crps", Failed(result), StringComparison.Ordinal);
    }

    [Fact]
    public void An_echo_of_the_last_move_fails_as_one()
    {
        var result = Judge(Honest, new ScriptedPredictor(Honest, Training, (row, _) => 0.3 * row[1]));
        Assert.Contains("echo", Failed(result), StringComparison.Ordinal);
    }

    [Fact]
    public void The_random_walk_itself_is_no_candidate()
    {
        var walk = SyntheticMarket.Samples(24_000, 32, push: 0);
        var result = Judge(walk, new VolatilityRandomWalk().Fit(walk, Training));
        Assert.Contains("crps-dm-t", Failed(result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_loses_to_ridge_is_blocked_though_it_beats_the_random_walk()
    {
        var strong = SyntheticMarket.Samples(24_000, 31, push: 0.25);
        var result = Judge(strong, new ScriptedPredictor(strong, Training, (row, _) => 0.1 * row[3]));
        Assert.Contains("not-worse-than-ridge-squared-error", Failed(result), StringComparison.Ordinal);
        Assert.True(result.Checks.Single(c => c.Name == "crps-dm-t").Passed);
    }

    [Fact]
    public void A_model_worse_than_the_champion_is_blocked_and_one_as_good_is_not()
    {
        var ridge = Track(Honest, new Ridge().Fit(Honest, Training)) with { Name = "champion" };
        var worse = Track(Honest, new ScriptedPredictor(Honest, Training, (row, _) => 0.1 * row[2]));
        Assert.False(OfflineGate.Judge(OfflineEvidence.Gather(worse, Reference(Honest), [ridge], 1)).Passed);
        var same = OfflineGate.Judge(OfflineEvidence.Gather(ridge with { Name = "candidate" }, Reference(Honest), [ridge], 1));
        Assert.True(same.Passed, Failed(same));
    }

    [Fact]
    public void Too_little_data_fails_in_words_rather_than_passing()
    {
        var range = new SampleRange(12_200, 12_320);
        var predictor = new Ridge().Fit(Honest, Training);
        var evidence = OfflineEvidence.Gather(ForecastTrack.Of(predictor, Honest, range), ForecastTrack.Of(new VolatilityRandomWalk().Fit(Honest, Training), Honest, range), [], 1);
        var result = OfflineGate.Judge(evidence);
        Assert.Contains("outcomes", Failed(result), StringComparison.Ordinal);
        Assert.Contains("negative-control", Failed(result), StringComparison.Ordinal);
    }

    [Fact]
    public void The_trained_control_is_asked_for_where_it_is_required()
    {
        var evidence = OfflineEvidence.Gather(Track(Honest, new Ridge().Fit(Honest, Training)), Reference(Honest), [], 1);
        Assert.Contains("trained-negative-control", Failed(OfflineGate.Judge(evidence, new OfflineGateSettings(RequireTrainedControl: true))), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_random_sign_teach_nothing_but_true_ones_do()
    {
        Assert.True(TrainedT(NegativeControl.SignRandomised(Honest, 3)) < 2);
        Assert.True(TrainedT(Honest) > 2);
        var flipped = NegativeControl.SignRandomised(Honest, 3);
        Assert.Equal(Honest.LabelsBps.Select(Math.Abs), flipped.LabelsBps.Select(Math.Abs));
        Assert.NotEqual(Honest.LabelsBps, flipped.LabelsBps);
    }

    private static GateResult Judge(SampleSet samples, IPredictor candidate, bool trained = false)
    {
        var rivals = new[] { Track(samples, new Ridge().Fit(samples, Training)) };
        double? control = trained ? TrainedT(NegativeControl.SignRandomised(samples, 5)) : null;
        return OfflineGate.Judge(OfflineEvidence.Gather(Track(samples, candidate), Reference(samples), rivals, 1, control));
    }

    private static double TrainedT(SampleSet samples) =>
        ForecastScorer.Score(Track(samples, new Ridge().Fit(samples, Training)), Reference(samples)).Horizon(15).DmT!.Value;

    private static ForecastTrack Track(SampleSet samples, IPredictor predictor) => ForecastTrack.Of(predictor, samples, Test);

    private static ForecastTrack Reference(SampleSet samples) => Track(samples, new VolatilityRandomWalk().Fit(samples, Training));

    private static string Failed(GateResult result) => string.Join(", ", result.Checks.Where(c => !c.Passed).Select(c => $"{c.Name}: {c.Words}"));
}
