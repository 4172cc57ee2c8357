using Ats.Domain;
using Ats.Indicators;
using Xunit;

namespace Ats.Core.Tests.Indicators;

/// <summary>Rolling sums and deviations do not drift, and do not remember what left the window.</summary>
public sealed class RollingAccuracyTests
{
    private const int Period = 20;

    [Fact]
    public void After_ten_million_updates_mean_and_deviation_are_still_exact()
    {
        var random = new Rng(7);
        var window = new double[Period];
        var sma = new Sma(Period);
        var wma = new Wma(Period);
        var bands = new BollingerBands(Period, 2);
        var price = 60_000.0;
        for (var i = 0; i < 10_000_000; i++)
        {
            price = Math.Max(1, price + (random.NextDouble() - 0.5));
            window[i % Period] = price;
            sma.Update(price);
            wma.Update(price);
            bands.Update(price);
            if (i > 9_999_900) AssertExact(window, i, sma, wma, bands);
        }
    }

    [Fact]
    public void A_glitch_leaves_nothing_behind_once_out_of_the_window()
    {
        var window = new double[Period];
        var sma = new Sma(Period);
        var wma = new Wma(Period);
        var bands = new BollingerBands(Period, 2);
        var random = new Rng(8);
        for (var i = 0; i < 400; i++)
        {
            var price = i == 113 ? 1e15 : 1 + (1e-3 * random.NextDouble());
            window[i % Period] = price;
            sma.Update(price);
            wma.Update(price);
            bands.Update(price);
            if (i >= 113 + Period) AssertExact(window, i, sma, wma, bands);
        }
    }

    [Fact]
    public void Averages_of_a_price_that_stands_still_are_that_price_exactly()
    {
        var random = new Rng(9);
        var fast = new Sma(10);
        var slow = new Sma(30);
        var weighted = new Wma(13);
        var bands = new BollingerBands(17, 2);
        var score = new ZScore(17);
        for (var round = 0; round < 50; round++)
        {
            var still = 0.1 + random.NextDouble();
            for (var i = 0; i < 45; i++)
            {
                var price = i < 12 ? random.NextDouble() : still;
                fast.Update(price);
                slow.Update(price);
                weighted.Update(price);
                bands.Update(price);
                score.Update(price);
                if (i < 12 + 30) continue;
                Assert.Equal(still, fast.Value);
                Assert.Equal(still, slow.Value);
                Assert.Equal(still, weighted.Value);
                Assert.Equal(still, bands.Upper);
                Assert.Equal(0, score.Value);
            }
        }
    }

    [Fact]
    public void A_window_without_volume_has_no_trace_of_the_volume_before_it()
    {
        var vwap = new RollingVwap(3);
        var flow = new Mfi(3);
        double[] volumes = [0.1, 0.7, 1e9, 0.3, 0, 0, 0, 0];
        for (var i = 0; i < volumes.Length; i++)
        {
            vwap.Update(100 + i, volumes[i]);
            flow.Update(100 + i, 100 + i, 100 + i, volumes[i]);
        }

        Assert.Equal(107, vwap.Value);
        Assert.Equal(50, flow.Value);
    }

    private static void AssertExact(double[] window, int latest, Sma sma, Wma wma, BollingerBands bands)
    {
        var exact = window.Select(value => (decimal)value).ToArray();
        var mean = exact.Sum() / Period;
        var deviation = Math.Sqrt((double)(exact.Sum(value => (value - mean) * (value - mean)) / Period));
        var weighted = Enumerable.Range(0, Period).Sum(age => exact[(latest - age) % Period] * (Period - age)) / (Period * (Period + 1) / 2);
        AssertRelative((double)mean, sma.Value);
        AssertRelative((double)weighted, wma.Value);
        AssertRelative((double)mean, bands.Middle);
        AssertRelative(deviation, bands.StandardDeviation);
    }

    private static void AssertRelative(double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-9 * Math.Abs(expected), $"{actual:R}, exactly {expected:R}");
}
