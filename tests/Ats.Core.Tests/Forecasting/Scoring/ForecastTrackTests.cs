using System.Text.Json;
using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Scoring;

namespace Ats.Core.Tests.Forecasting.Scoring;

public sealed class ForecastTrackTests
{
    private static readonly SampleSet Samples = SyntheticMarket.Samples(6_000, 11, push: 0.2, gapEvery: 1_000);
    private static readonly SampleRange Training = new(0, 3_000);

    [Fact]
    public void Only_ready_rows_with_a_known_outcome_are_scored()
    {
        var track = ForecastTrack.Of(new VolatilityRandomWalk().Fit(Samples, Training), Samples, Samples.All);
        for (var h = 0; h < SyntheticMarket.Horizons.Length; h++)
        {
            var expected = Enumerable.Range(0, Samples.Count).Where(i => Samples.Ready[i] && !float.IsNaN(Samples.Label(i, h)));
            Assert.Equal(expected, track.Horizons[h].Rows);
        }
    }

    [Fact]
    public void State_is_reset_where_the_stream_begins_anew_and_a_range_within_a_stream_is_led_in()
    {
        var predictor = new ScriptedPredictor(Samples, Training, (_, _) => 0);
        var track = ForecastTrack.Of(predictor, Samples, new SampleRange(1_500, 3_500));
        // Once at the beginning, then at rows 2,000 and 3,000; three hundred rows of lead before row 1,500.
        Assert.Equal(3, predictor.Resets);
        Assert.Equal(2_300, predictor.Steps);
        Assert.Equal(1_500, track.Horizons[0].Rows[0]);
    }

    [Fact]
    public void Rows_of_another_schema_are_refused()
    {
        var other = SyntheticMarket.Samples(3_000, 11, push: 0, noise: 3);
        var error = Assert.Throws<ArgumentException>(() => ForecastTrack.Of(new RandomWalk().Fit(Samples, Training), other, other.All));
        Assert.Contains("schema", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_predictor_that_says_no_number_is_refused_in_words()
    {
        var broken = new ScriptedPredictor(Samples, Training, (_, _) => double.NaN);
        var error = Assert.Throws<ArithmeticException>(() => ForecastTrack.Of(broken, Samples, Samples.All));
        Assert.Contains("not a finite number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_past_return_is_unknown_across_a_gap()
    {
        var track = ForecastTrack.Of(new RandomWalk().Fit(Samples, Training), Samples, Samples.All).Horizon(60);
        var after = Array.IndexOf(track.Rows, 1_000 + SyntheticMarket.WarmUp);
        Assert.True(float.IsNaN(track.PastBps[after]));
        var later = Array.IndexOf(track.Rows, 1_100);
        Assert.Equal(1e4 * Math.Log(Samples.Mids[1_100] / Samples.Mids[1_040]), track.PastBps[later], 1e-3);
    }

    [Fact]
    public void A_score_reads_in_json_by_the_names_of_the_command_line()
    {
        var walk = new VolatilityRandomWalk().Fit(Samples, Training);
        var score = ForecastScorer.Score(new Ridge().Fit(Samples, Training), walk, Samples, new SampleRange(3_100, 6_000));
        var json = JsonSerializer.SerializeToElement(score, JsonSerializerOptions.Web).GetProperty("horizons")[1];
        Assert.Equal(15, json.GetProperty("horizonSeconds").GetInt32());
        foreach (var name in new[] { "r2", "r2Low", "r2High", "directionalAccuracy", "crpsSkill", "dmT", "coverage90", "n", "effectiveN" })
            Assert.Equal(JsonValueKind.Number, json.GetProperty(name).ValueKind);
        Assert.True(json.GetProperty("effectiveN").GetDouble() < json.GetProperty("n").GetInt32() / 4.0);
    }

    [Fact]
    public void Too_few_outcomes_give_no_interval_and_no_t_rather_than_a_wrong_one()
    {
        var walk = new VolatilityRandomWalk().Fit(Samples, Training);
        var score = ForecastScorer.Score(new Ridge().Fit(Samples, Training), walk, Samples, new SampleRange(3_100, 3_220)).Horizon(60);
        Assert.InRange(score.N, 1, 599);
        Assert.Null(score.R2Low);
        Assert.Null(score.DmT);
        var none = ForecastScorer.Score(new Ridge().Fit(Samples, Training), walk, Samples, new SampleRange(3_001, 3_005)).Horizon(60);
        Assert.Equal(0, none.N);
        Assert.Null(none.R2);
        Assert.NotEmpty(JsonSerializer.Serialize(none));
    }

    [Fact]
    public void Pits_of_an_honest_forecast_are_uniform_and_of_a_narrow_one_are_not()
    {
        var honest = Score(1);
        var narrow = Score(0.5f);
        Assert.True(honest.PitKsP > 0.01, $"p {honest.PitKsP}");
        Assert.True(narrow.PitKsP < 0.01, $"p {narrow.PitKsP}");
        Assert.True(narrow.Coverage90 < 0.7);

        HorizonScore Score(float width)
        {
            var samples = SyntheticMarket.Samples(20_000, 12, push: 0);
            var range = new SampleRange(10_000, 20_000);
            var reference = ForecastTrack.Of(new VolatilityRandomWalk().Fit(samples, Training), samples, range);
            return ForecastScorer.Score(ForecastTrack.Of(new ScriptedPredictor(samples, Training, (_, _) => 0, width), samples, range), reference).Horizon(5);
        }
    }

    [Fact]
    public void An_echo_of_the_last_move_is_told_from_knowledge_of_the_next()
    {
        var range = new SampleRange(100, 6_000);
        var echo = LagDetector.Of(ForecastTrack.Of(new ScriptedPredictor(Samples, Training, (row, _) => 0.3 * row[1] + (0.05 * row[4])), Samples, range).Horizon(15))!;
        Assert.True(echo.IsEcho(), $"{echo}");
        var honest = LagDetector.Of(ForecastTrack.Of(new ScriptedPredictor(Samples, Training, (row, _) => 0.3 * row[3]), Samples, range).Horizon(15))!;
        Assert.False(honest.IsEcho(), $"{honest}");
        Assert.True(honest.BeyondT > 2 && honest.FutureCorrelation > 0.1);
    }
}
