using System.Text.Json;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Drift;

namespace Ats.Core.Tests.Forecasting.Drift;

public sealed class DriftMonitorTests
{
    private const int Horizon = 15;
    private static readonly SampleSet Samples = SyntheticMarket.Samples(30_000, 41, push: 0.1, noise: 4);
    private static readonly FeatureBins Bins = FeatureBins.Fit(Samples, new SampleRange(0, 15_000), DriftSettings.Default.FeatureWindow);

    [Fact]
    public void Features_spread_as_in_training_do_not_trigger_and_three_that_moved_do()
    {
        var monitor = New();
        Rows(monitor, 0);
        Assert.False(Signal(monitor, "psi").Triggered);
        Rows(monitor, 2);
        Assert.Equal(2, Signal(monitor, "psi").Value);
        Assert.False(Signal(monitor, "psi").Triggered);
        Rows(monitor, 3);
        Assert.True(Signal(monitor, "psi").Triggered);
        Assert.Contains("noise-2", Signal(monitor, "psi").Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Stability_index_of_a_known_shift_is_the_one_worked_out_by_hand()
    {
        // A feature of two values, half and half in training, 80 to 20 now: 0.3 ln 1.6 - 0.3 ln 0.4 = 0.41589.
        var samples = SyntheticMarket.Samples(4_000, 42, push: 0, noise: 1);
        for (var i = 0; i < samples.Count; i++) samples.Features[(i * samples.Schema.Count) + 4] = i % 2;
        var bins = FeatureBins.Fit(samples, samples.All, 2_000);
        var monitor = new PopulationStability(bins, new DriftSettings(FeatureWindow: 2_000, Minimum: 100));
        for (var i = 0; i < 2_000; i++)
        {
            var row = samples.Row(1_000 + i).ToArray();
            row[4] = i % 5 == 0 ? 1 : 0;
            monitor.Observe(row);
        }

        Assert.Equal(0.41589, monitor.Psi(4)!.Value, 0.002);
    }

    [Fact]
    public void A_feature_slow_by_nature_is_held_to_its_own_training_span()
    {
        var samples = SyntheticMarket.Samples(30_000, 43, push: 0, noise: 4);
        double level = 0;
        var rng = new Rng(1);
        for (var i = 0; i < samples.Count; i++)
        {
            level = (0.9995 * level) + (0.0316 * rng.NextNormal());
            for (var c = 4; c < 8; c++) samples.Features[(i * samples.Schema.Count) + c] = (float)level;
        }

        var bins = FeatureBins.Fit(samples, new SampleRange(0, 20_000), 3_600);
        Assert.True(bins.OwnLargest[4] > 0.5);
        Assert.True(bins.OwnLargest[3] < 0.25);
    }

    [Fact]
    public void An_outcome_offered_early_twice_or_of_another_horizon_is_refused_by_all()
    {
        var monitor = New();
        var outcome = new MaturedOutcome(At(0), Horizon, 0.5, 1, 1, true);
        Assert.False(monitor.Observe(outcome, At(14)));
        Assert.False(monitor.Observe(outcome with { HorizonSeconds = 5 }, At(100)));
        Assert.False(monitor.Observe(outcome with { CrpsBps = double.NaN }, At(100)));
        Assert.Empty(monitor.Capture().Pits);
        Assert.Equal(0, monitor.Capture().PageHinkleyExcess);
        Assert.True(monitor.Observe(outcome, At(15)));
        Assert.False(monitor.Observe(outcome, At(16)));
        Assert.Single(monitor.Capture().Pits);
    }

    [Fact]
    public void An_honest_day_triggers_nothing()
    {
        var monitor = New();
        Day(monitor, 86_400, edge: -0.1, deviation: 1, () => { if (monitor.Triggered) Assert.Fail(string.Join("; ", monitor.Signals())); });
    }

    [Theory]
    [InlineData(0.5, 1, "page-hinkley")]
    [InlineData(-0.1, 1.6, "coverage")]
    [InlineData(-0.1, 1.8, "pit")]
    public void A_model_that_decays_is_found_by_the_monitor_made_for_it(double edge, double deviation, string name)
    {
        var monitor = New();
        var found = false;
        Day(monitor, 7_200, edge, deviation, () => found |= Signal(monitor, name).Triggered);
        Assert.True(found, string.Join("; ", monitor.Signals()));
    }

    [Fact]
    public void A_small_loss_of_skill_is_put_up_with_and_a_larger_one_adds_up()
    {
        var hinkley = new PageHinkley(new ExpectedSkill(-0.1, 2), Horizon, DriftSettings.Default);
        for (var i = 0; i < 1_000; i++) hinkley.Observe(0.05);
        Assert.Equal(0, hinkley.Excess);
        // Short by 0.6 bp, 0.3 deviations, of which 0.1 is put up with.
        for (var i = 0; i < 1_000; i++) hinkley.Observe(0.5);
        Assert.Equal(200, hinkley.Excess, 1e-6);
        Assert.False(hinkley.Signal().Triggered);
    }

    [Fact]
    public void A_restored_monitor_says_and_goes_on_the_same()
    {
        var monitor = New();
        Rows(monitor, 1);
        Day(monitor, 4_000, 0.2, 1.2, () => { });
        var state = JsonSerializer.Deserialize<DriftState>(JsonSerializer.Serialize(monitor.Capture()))!;
        var restored = New();
        restored.Restore(state);
        Assert.Equal(monitor.Signals(), restored.Signals());
        var outcome = new MaturedOutcome(At(90_000), Horizon, 0.01, 3, 1, false);
        for (var i = 0; i < 500; i++)
        {
            monitor.Observe(Samples.Row(i));
            restored.Observe(Samples.Row(i));
            Assert.True(monitor.Observe(outcome with { AsOf = At(90_000 + i) }, At(95_000)) && restored.Observe(outcome with { AsOf = At(90_000 + i) }, At(95_000)));
        }

        Assert.Equal(monitor.Signals(), restored.Signals());
    }

    private static DriftMonitor New() => new(Bins, new ExpectedSkill(-0.1, 1), Horizon);

    private static DriftSignal Signal(DriftMonitor monitor, string name) => monitor.Signals().Single(s => s.Name == name);

    private static void Rows(DriftMonitor monitor, int moved)
    {
        for (var i = 16_000; i < 20_000; i++)
        {
            var row = Samples.Row(i).ToArray();
            for (var k = 0; k < moved; k++) row[4 + k] += 1;
            monitor.Observe(row);
        }
    }

    // Outcomes that overlap, under forecasts of deviation 1; asked once a minute.
    private static void Day(DriftMonitor monitor, int count, double edge, double deviation, Action ask)
    {
        var rng = new Rng(9);
        Span<double> noise = stackalloc double[Horizon];
        double sum = 0;
        for (var i = 0; i < count; i++)
        {
            var shock = rng.NextNormal();
            sum += shock - noise[i % Horizon];
            noise[i % Horizon] = shock;
            var z = sum / Math.Sqrt(Horizon);
            var outcome = new MaturedOutcome(At(i), Horizon, Ats.Forecasting.Scoring.StandardNormal.Cdf(z * deviation), 1 + edge + z, 1, Math.Abs(z * deviation) < 1.645);
            Assert.True(monitor.Observe(outcome, At(i + Horizon)));
            if (i % 60 == 59) ask();
        }
    }

    private static Timestamp At(int second) => new((1_700_000_000L + second) * Timestamp.NanosecondsPerSecond);
}
