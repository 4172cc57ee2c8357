using Ats.Domain;
using Ats.Simulation.Markets;

namespace Ats.Core.Tests.Simulation.Markets;

/// <summary>The stated best R^2 against a long run of the hidden market alone.</summary>
public sealed class PressureModelTests
{
    private const int Days = 12;
    private const int StepsPerWindow = 150;
    private static readonly PressureModel Model = new(new MarketDynamics(), 0.1);
    private static readonly Lazy<(double[] Return, double[] Expected)> Windows = new(Run);

    [Fact]
    public void The_hidden_state_explains_the_stated_share_of_15_second_returns()
    {
        var (value, error) = Sample.ExplainedShare(Windows.Value.Return, Windows.Value.Expected);
        Assert.InRange(error, 0, 0.006);
        Assert.InRange(value, 0.075 - (3 * error), 0.075 + (3 * error));
    }

    [Fact]
    public void The_expected_return_is_calibrated()
    {
        var (slope, error) = Sample.Slope(Windows.Value.Return, Windows.Value.Expected);
        Assert.InRange(error, 0, 0.04);
        Assert.InRange(slope, 1 - (3 * error), 1 + (3 * error));
    }

    [Fact]
    public void Fifteen_second_returns_have_the_deviation_asked_for_and_fat_tails()
    {
        Assert.InRange(Sample.Deviation(Windows.Value.Return), 2.4, 3.0);
        Assert.InRange(Sample.Kurtosis(Windows.Value.Return), 8, 20);
        Assert.True(Windows.Value.Expected.Max(Math.Abs) < 11, "no forecast is worth a round trip of taker fees");
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    public void The_best_share_is_what_was_asked_for(double bestR2)
    {
        var (explained, total) = new PressureModel(new MarketDynamics { BestR2 = bestR2 }, 0.1).Variances(15);
        Assert.Equal(bestR2, explained / total, 1e-9);
        Assert.Equal(1, total, 1e-9);
    }

    [Fact]
    public void Far_horizons_are_hardly_predictable()
    {
        double Share(double seconds)
        {
            var (explained, total) = Model.Variances(seconds);
            return explained / total;
        }

        Assert.InRange(Share(5), 0.02, 0.05);
        Assert.True(Share(300) < Share(60) && Share(900) < 0.01);
    }

    private static (double[] Return, double[] Expected) Run()
    {
        var hidden = new HiddenMarket(new MarketDynamics(), Model, [95_000, 3_300], [2.7, 3.4], new Rng(5));
        var coin = hidden.Coins[0];
        var count = Days * 86_400 / 15;
        var (returns, expected) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var before = coin.LogPrice;
            expected[i] = 1e4 * coin.DriftScale * Model.Expected(coin.Flow, coin.Pressure, coin.Regime, coin.FastVolatility, 15);
            for (var step = 0; step < StepsPerWindow; step++) hidden.Step((i * 15 % 86_400) + (step * 0.1));
            returns[i] = 1e4 * (coin.LogPrice - before);
        }

        return (returns, expected);
    }
}
