using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Scoring;

namespace Ats.Core.Tests.Forecasting.Baselines;

public sealed class BaselineTests
{
    private static readonly SampleSet Pushed = SyntheticMarket.Samples(20_000, 1, push: 0.2, gapEvery: 4_000);
    private static readonly SampleRange Training = new(0, 12_000);
    private static readonly SampleRange Test = new(12_100, 20_000);

    public static TheoryData<string> Names => [.. BaselineCatalog.All.Select(b => b.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_baseline_writes_ascending_finite_quantiles_and_covers_what_it_says(string name)
    {
        var track = ForecastTrack.Of(Fit(name, Pushed), Pushed, Test);
        var score = ForecastScorer.Score(track, Reference(Pushed));
        Assert.All(score.Horizons, h => Assert.InRange(h.Coverage90!.Value, 0.84, 0.96));
        var predictor = Fit(name, Pushed);
        var output = new float[SyntheticMarket.Horizons.Length * PredictionLayout.Width];
        predictor.Step(Pushed.Row(5_000), Pushed.SigmasBps[5_000], output);
        Assert.All(output, x => Assert.True(float.IsFinite(x)));
        for (var h = 0; h < SyntheticMarket.Horizons.Length; h++)
        {
            var quantiles = output.AsSpan((h * PredictionLayout.Width) + PredictionLayout.FirstQuantile, PredictionLayout.Quantiles).ToArray();
            Assert.Equal(quantiles.Order(), quantiles);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_baseline_is_unmoved_by_what_lies_outside_its_training_span(string name)
    {
        var changed = SyntheticMarket.Samples(20_000, 1, push: 0.2, gapEvery: 4_000);
        for (var i = Training.End; i < changed.Count; i++)
        {
            changed.Features.AsSpan(i * changed.Schema.Count, changed.Schema.Count).Fill(7);
            changed.LabelsBps.AsSpan(i * SyntheticMarket.Horizons.Length, SyntheticMarket.Horizons.Length).Fill(99);
        }

        Assert.Equal(Output(Fit(name, Pushed)), Output(Fit(name, changed)));
    }

    [Theory]
    [InlineData("ridge")]
    [InlineData("imbalance-ols")]
    public void Where_the_imbalance_pushes_those_who_see_it_beat_the_random_walk(string name)
    {
        var score = ForecastScorer.Score(ForecastTrack.Of(Fit(name, Pushed), Pushed, Test), Reference(Pushed)).Horizon(15);
        Assert.True(score.R2Low > 0.01, $"R2 {score.R2} from {score.R2Low}");
        Assert.True(score.DmT > 2, $"DM t {score.DmT}");
        Assert.True(score.CrpsSkill > 0 && score.CrpsDmT > 2, $"CRPS skill {score.CrpsSkill}, t {score.CrpsDmT}");
        Assert.True(score.DirectionalAccuracy > 0.55);
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("ridge")]
    [InlineData("imbalance-ols")]
    public void On_a_random_walk_nobody_shows_skill(string name)
    {
        var walk = SyntheticMarket.Samples(20_000, 2, push: 0);
        var score = ForecastScorer.Score(ForecastTrack.Of(Fit(name, walk), walk, Test), Reference(walk)).Horizon(15);
        Assert.True(score.DmT < 2);
        Assert.InRange(score.R2!.Value, -0.01, 0.005);
        Assert.True(score.R2Low < 0);
    }

    [Fact]
    public void The_random_walk_against_itself_scores_nothing()
    {
        var reference = Reference(Pushed);
        var score = ForecastScorer.Score(reference, reference).Horizon(15);
        Assert.Equal(0, score.R2);
        Assert.Equal(0, score.CrpsSkill);
        Assert.Equal(0, score.DmT);
        Assert.Equal(0.5, score.DirectionalAccuracy);
        Assert.Null(score.Lag);
    }

    [Fact]
    public void Ridge_finds_the_weights_that_made_the_data()
    {
        // The 5 s label is made of two features, weights known by construction.
        var noise = new Ats.Domain.Rng(3);
        var samples = SyntheticMarket.Samples(6_000, 4, push: 0);
        for (var i = 0; i < samples.Count; i++)
        {
            var scale = (float)PredictionLayout.ScaleBps(samples.SigmasBps[i], 5);
            samples.LabelsBps[i * 3] = scale * ((0.5f * samples.Row(i)[4]) - (0.25f * samples.Row(i)[5]) + (0.01f * (float)noise.NextNormal()));
        }

        var ridge = new Ridge().Fit(samples, new SampleRange(0, 6_000));
        var (low, high) = (new float[30], new float[30]);
        var row = samples.Row(3_000).ToArray();
        row[4] = row[5] = 0;
        ridge.Step(row, 1, low);
        row[4] = 1;
        ridge.Step(row, 1, high);
        Assert.Equal(0.5, high[0] - low[0], 0.005);
        row[4] = 0;
        row[5] = 1;
        ridge.Step(row, 1, high);
        Assert.Equal(-0.25, high[0] - low[0], 0.005);
    }

    [Fact]
    public void The_imbalance_nearest_to_the_best_level_is_chosen_and_a_schema_without_one_is_refused()
    {
        var ols = new ImbalanceOls();
        var predictor = ols.Fit(Pushed, Training);
        var (a, b) = (new float[30], new float[30]);
        var row = Pushed.Row(5_000).ToArray();
        predictor.Step(row, 1, a);
        row[2] += 1;
        predictor.Step(row, 1, b);
        Assert.Equal(a, b);
        row[3] += 1;
        predictor.Step(row, 1, b);
        Assert.True(b[0] > a[0]);
        var trades = new FeatureSchema(["return-1s"], false, false, 0, 1);
        Assert.False(ols.CanFit(trades));
        Assert.False(ols.CanFit(trades with { Names = ["order-flow-imbalance-1"] }));
        Assert.True(ols.CanFit(trades with { Names = ["book-imbalance-aggregated"] }));
        Assert.True(new Autoregression().CanFit(trades));
    }

    [Fact]
    public void Too_few_rows_are_refused_in_words()
    {
        var error = Assert.Throws<ArgumentException>(() => new Ridge().Fit(Pushed, new SampleRange(0, 110)));
        Assert.Contains("at least 100", error.Message, StringComparison.Ordinal);
    }

    private static IPredictor Fit(string name, SampleSet samples) => BaselineCatalog.All.Single(b => b.Name == name).Fit(samples, Training);

    private static ForecastTrack Reference(SampleSet samples) => ForecastTrack.Of(new VolatilityRandomWalk().Fit(samples, Training), samples, Test);

    private static float[] Output(IPredictor predictor)
    {
        var output = new float[SyntheticMarket.Horizons.Length * PredictionLayout.Width];
        predictor.Step(Pushed.Row(5_000), Pushed.SigmasBps[5_000], output);
        return output;
    }
}
