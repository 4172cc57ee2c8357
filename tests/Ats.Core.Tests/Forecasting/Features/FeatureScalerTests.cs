using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;

namespace Ats.Core.Tests.Forecasting.Features;

public sealed class FeatureScalerTests
{
    private const int Count = 400;
    private static readonly SampleRange Training = new(0, 300);

    [Fact]
    public void A_scaler_is_unmoved_by_rows_after_its_range_and_by_rows_that_are_not_ready()
    {
        var (plain, shocked) = (Samples(), Samples());
        for (var i = 0; i < Count; i++)
        {
            if (i < Training.End && shocked.Ready[i]) continue;
            for (var f = 0; f < 3; f++) shocked.Features[(i * 3) + f] = 1e6f;
        }

        var (a, b) = (FeatureScaler.Fit(plain, Training), FeatureScaler.Fit(shocked, Training));
        Assert.Equal((a.SchemaHash, a.Limit), (b.SchemaHash, b.Limit));
        Assert.Equal(a.Centres, b.Centres);
        Assert.Equal(a.Factors, b.Factors);
    }

    [Fact]
    public void Scaled_features_have_median_zero_and_unit_deviation_and_are_clipped()
    {
        var samples = Samples();
        var scaler = FeatureScaler.Fit(samples, samples.All);
        var scaled = Enumerable.Range(0, Count).Where(i => samples.Ready[i]).Select(i => Scale(scaler, samples.Row(i))).ToArray();
        Assert.Equal(0, scaled.Select(r => r[0]).Order().ElementAt(scaled.Length / 2), 0.05);
        Assert.InRange(Math.Sqrt(scaled.Average(r => r[0] * r[0])), 0.9, 1.1);
        Assert.Equal([5f, -5f, 0f], Scale(scaler, [1e9f, -1e9f, 1e9f]));
    }

    [Fact]
    public void A_constant_feature_scales_to_zero_and_a_mostly_constant_one_by_its_deviation()
    {
        var samples = Samples();
        var scaler = FeatureScaler.Fit(samples, samples.All);
        Assert.Equal(0, Scale(scaler, samples.Row(200))[2]);
        Assert.Equal((0f, true), (scaler.Centres[1], scaler.Factors[1] is > 1 and < 10));
    }

    [Fact]
    public void Scaling_allocates_nothing_and_may_be_in_place()
    {
        var samples = Samples();
        var scaler = FeatureScaler.Fit(samples, samples.All);
        var row = samples.Row(7).ToArray();
        var expected = Scale(scaler, row);
        scaler.Apply(row, row);
        Assert.Equal(expected, row);
        var least = long.MaxValue;
        for (var time = 0; time < 5; time++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++) scaler.Apply(row, row);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.Throws<ArgumentException>(() => scaler.Apply(row.AsSpan(1), row));
    }

    private static float[] Scale(FeatureScaler scaler, ReadOnlySpan<float> row)
    {
        var scaled = new float[row.Length];
        scaler.Apply(row, scaled);
        return scaled;
    }

    /// <summary>Three features: normal, mostly zero, constant.</summary>
    private static SampleSet Samples()
    {
        var random = new Rng(3);
        var schema = new FeatureSchema(["a", "b", "c"], false, false, 30, 2_000_000_000);
        return new SampleSet("X", schema, [15])
        {
            Count = Count,
            Times = Enumerable.Range(0, Count).Select(i => Hand.At(i)).ToArray(),
            Features = Enumerable.Range(0, Count).SelectMany(i => (float[])[(float)(50 + (3 * random.NextNormal())), i % 10 == 0 ? 1 : 0, 7]).ToArray(),
            Mids = new double[Count],
            SigmasBps = new float[Count],
            Starts = new bool[Count],
            Ready = Enumerable.Range(0, Count).Select(i => i >= 30).ToArray(),
            LabelsBps = new float[Count],
        };
    }
}
