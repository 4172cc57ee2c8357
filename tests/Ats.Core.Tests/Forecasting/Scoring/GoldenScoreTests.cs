using System.Text.Json;
using Ats.Forecasting.Scoring;

namespace Ats.Core.Tests.Forecasting.Scoring;

/// <summary>Against numpy, scipy and statsmodels; versions and values in tests/fixtures/forecasting/scoring.json, made by generate/scoring.py there.</summary>
public sealed class GoldenScoreTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "fixtures", "forecasting", "scoring.json"))).RootElement;

    private static int Horizon => Golden.GetProperty("horizon").GetInt32();

    [Fact]
    public void Long_run_variance_is_that_of_statsmodels() =>
        Assert.Equal(Number("longRunVarianceLags10"), LongRunVariance.Bartlett(Numbers("gains"), 10), 1e-9);

    [Fact]
    public void Diebold_mariano_is_the_mean_over_the_hac_error_of_statsmodels()
    {
        var test = DieboldMariano.Of(Numbers("gains"), Horizon);
        Assert.Equal(Number("standardError"), test.StandardError, 1e-9);
        Assert.Equal(Number("dmT"), test.T!.Value, 1e-9);
    }

    [Fact]
    public void R2_and_its_interval_are_those_of_numpy_and_statsmodels()
    {
        var track = Track(Floats("forecasts"), Floats("outcomes"));
        var score = ForecastScorer.Score(new ForecastTrack("golden", [track]), new ForecastTrack("reference", [track])).Horizons[0];
        Assert.Equal(Number("r2"), score.R2!.Value, 1e-6);
        Assert.Equal(Number("r2") - (1.96 * Number("r2StandardError")), score.R2Low!.Value, 1e-6);
        Assert.Equal(Number("r2") + (1.96 * Number("r2StandardError")), score.R2High!.Value, 1e-6);
    }

    [Fact]
    public void Crps_of_nine_quantiles_is_the_trapezium_of_numpy()
    {
        var quantiles = Floats("quantiles");
        var outcomes = Numbers("crpsOutcomes");
        var expected = Numbers("crps");
        for (var i = 0; i < outcomes.Length; i++) Assert.Equal(expected[i], QuantileScore.Crps(quantiles, outcomes[i]), 1e-5);
        // What its documentation says of the approximation.
        Assert.Equal(0.983, Number("normalRatio"), 0.001);
    }

    [Fact]
    public void Kolmogorov_smirnov_is_that_of_scipy()
    {
        var pits = Floats("pits");
        var test = KolmogorovSmirnov.Uniform(pits, pits.Length);
        Assert.Equal(Number("ksDistance"), test.Distance, 1e-6);
        Assert.Equal(Number("ksP"), test.PValue, 0.01);
    }

    private static HorizonTrack Track(float[] means, float[] outcomes) =>
        new(Horizon, [.. Enumerable.Range(0, means.Length)], outcomes, new float[means.Length], means, new float[means.Length], new float[means.Length], new bool[means.Length]);

    private static double Number(string name) => Golden.GetProperty(name).GetDouble();

    private static double[] Numbers(string name) => [.. Golden.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    private static float[] Floats(string name) => [.. Golden.GetProperty(name).EnumerateArray().Select(x => x.GetSingle())];
}
