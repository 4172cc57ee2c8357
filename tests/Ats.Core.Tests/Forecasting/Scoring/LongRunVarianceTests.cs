using Ats.Domain;
using Ats.Forecasting.Scoring;
using CsCheck;

namespace Ats.Core.Tests.Forecasting.Scoring;

public sealed class LongRunVarianceTests
{
    [Fact]
    public void The_window_sums_are_the_bartlett_sum() =>
        Gen.Select(Gen.Double[-5, 5].Array[1, 60], Gen.Int[0, 80]).Sample((values, lags) =>
        {
            var mean = values.Average();
            double sum = 0;
            for (var k = -Math.Min(lags, values.Length - 1); k <= Math.Min(lags, values.Length - 1); k++)
            {
                double covariance = 0;
                for (var i = Math.Abs(k); i < values.Length; i++) covariance += (values[i] - mean) * (values[i - Math.Abs(k)] - mean);
                sum += (1 - (Math.Abs(k) / (lags + 1.0))) * covariance / values.Length;
            }

            return Math.Abs(sum - LongRunVariance.Bartlett(values, lags)) < 1e-9;
        });

    [Fact]
    public void On_overlapping_returns_the_t_of_no_difference_keeps_its_size()
    {
        // Honest t of a mean that is 0: above 1.96 in 5 of 100, and near that with the lags used; without them far more often.
        var rng = new Rng(5);
        int rejected = 0, naive = 0;
        for (var run = 0; run < 400; run++)
        {
            var noise = Enumerable.Range(0, 2_015).Select(_ => rng.NextNormal()).ToArray();
            var values = Enumerable.Range(0, 2_000).Select(i => noise.AsSpan(i, 15).ToArray().Sum()).ToArray();
            if (Math.Abs(DieboldMariano.Of(values, 15).T!.Value) > 1.96) rejected++;
            if (Math.Abs(values.Average() / Math.Sqrt(LongRunVariance.Bartlett(values, 0) / 2_000)) > 1.96) naive++;
        }

        Assert.InRange(rejected, 8, 48);
        Assert.True(naive > 200);
    }
}
