using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;
using Ats.Forecasting.Network;

namespace Ats.Core.Tests.Forecasting.Network;

public sealed class LstmStreamTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(7, 20, 2, 3)]
    [InlineData(32, 64, 2, 6)]
    [InlineData(5, 33, 3, 2)]
    public void A_long_stream_is_that_of_the_plain_network_within_1e_5(int inputs, int hidden, int layers, int horizons)
    {
        var network = LstmNetwork.Create(new LstmShape(inputs, hidden, layers, horizons), 11);
        var weights = LstmWeights.Tensors(network.Shape).ToDictionary(t => t.Name, t => LstmWeights.Read(t, network.Weights).Select(v => (double)v).ToArray());
        var reference = new ReferenceLstm(inputs, hidden, layers, horizons, weights);
        var stream = new LstmStream(network);
        var output = new float[network.Shape.Outputs];
        foreach (var row in Rows(500, inputs))
        {
            stream.Step(row, output);
            var expected = reference.Step(row);
            for (var i = 0; i < output.Length; i++) Assert.Equal(expected[i], output[i], 1e-5);
        }
    }

    [Theory]
    [InlineData(VectorWidth.Auto)]
    [InlineData(VectorWidth.Vector128)]
    [InlineData(VectorWidth.Vector256)]
    [InlineData(VectorWidth.Vector512)]
    public void Every_vector_width_streams_the_bits_of_the_portable_path(VectorWidth width)
    {
        var network = LstmNetwork.Create(new LstmShape(9, 40, 2, 6), 12);
        LstmStream plain = new(network, VectorWidth.Portable), wide = new(network, width);
        float[] a = new float[60], b = new float[60];
        foreach (var row in Rows(300, 9))
        {
            plain.Step(row, a);
            wide.Step(row, b);
            Assert.Equal(a, b);
        }
    }

    [Fact]
    public void A_window_is_its_steps_and_a_reset_forgets()
    {
        var network = LstmNetwork.Create(new LstmShape(4, 16, 2, 2), 13);
        LstmStream stepped = new(network), windowed = new(network);
        var rows = Rows(50, 4);
        float[] whole = new float[50 * 20], one = new float[20];
        windowed.Window(rows.SelectMany(r => r).ToArray(), whole);
        for (var i = 0; i < 50; i++)
        {
            stepped.Step(rows[i], one);
            Assert.Equal(whole[(i * 20)..((i + 1) * 20)], one);
        }

        stepped.Step(rows[0], one);
        Assert.NotEqual(whole[..20], one);
        stepped.Reset();
        stepped.Step(rows[0], one);
        Assert.Equal(whole[..20], one);
    }

    [Fact]
    public void Quantiles_never_cross_whatever_comes_in()
    {
        var network = LstmNetwork.Create(new LstmShape(6, 16, 2, 6), 14);
        var rng = new Rng(2);
        foreach (ref var weight in network.Weights) weight *= 1 + (20 * (float)rng.NextDouble());
        var stream = new LstmStream(network);
        var output = new float[60];
        foreach (var row in Rows(500, 6))
        {
            for (var i = 0; i < row.Length; i++) row[i] *= 1000;
            stream.Step(row, output);
            for (var h = 0; h < 6; h++)
                for (var q = 1; q < 9; q++) Assert.True(output[(h * 10) + q] <= output[(h * 10) + q + 1]);
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var schema = new FeatureSchema([.. Enumerable.Range(0, 32).Select(i => $"f{i}")], true, true, 60, 2_000_000_000);
        var scaler = new FeatureScaler(schema.Hash, new float[32], [.. Enumerable.Repeat(1f, 32)], 5);
        LstmNetwork[] networks = [LstmNetwork.Create(new LstmShape(32, 64, 2, 6), 1), LstmNetwork.Create(new LstmShape(32, 64, 2, 6), 2)];
        var ensemble = new LstmEnsemble(schema, ForecastHorizons.Default, scaler, networks);
        float[] row = Rows(1, 32)[0], output = new float[60];
        ensemble.Step(row, 1, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) ensemble.Step(row, 1, output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void An_ensemble_is_the_mean_of_its_members()
    {
        var schema = new FeatureSchema(["a", "b"], true, true, 60, 2_000_000_000);
        var scaler = new FeatureScaler(schema.Hash, [1, 2], [0.5f, 2], 3);
        LstmNetwork[] networks = [.. Enumerable.Range(0, 3).Select(i => LstmNetwork.Create(new LstmShape(2, 8, 1, 1), (ulong)i))];
        var ensemble = new LstmEnsemble(schema, [15], scaler, networks);
        var members = networks.Select(n => new LstmPredictor(schema, [15], scaler, n)).ToArray();
        float[] mean = new float[10], one = new float[10];
        foreach (var row in Rows(20, 2))
        {
            ensemble.Step(row, 1, mean);
            var sum = new double[10];
            foreach (var member in members)
            {
                member.Step(row, 1, one);
                for (var i = 0; i < 10; i++) sum[i] += one[i] / 3.0;
            }

            for (var i = 0; i < 10; i++) Assert.Equal(sum[i], mean[i], 1e-6);
        }
    }

    [Fact]
    public void A_network_of_another_form_is_refused()
    {
        var network = LstmNetwork.Create(new LstmShape(2, 8, 1, 1), 1);
        FeatureSchema one = new(["a"], true, true, 60, 1), two = new(["a", "b"], true, true, 60, 1);
        FeatureScaler scaler = new(two.Hash, [1, 2], [1, 1], 3);
        Assert.Throws<ArgumentException>(() => new LstmPredictor(one, [15], new FeatureScaler(one.Hash, [1], [1], 3), network));
        Assert.Throws<ArgumentException>(() => new LstmPredictor(two, [5, 15], scaler, network));
        Assert.Throws<ArgumentException>(() => new LstmPredictor(two, [15], scaler with { SchemaHash = one.Hash }, network));
        Assert.Throws<ArgumentOutOfRangeException>(() => LstmNetwork.Create(new LstmShape(2, 0, 1, 1), 1));
    }

    private static float[][] Rows(int count, int width)
    {
        var rng = new Rng(21);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => (float)rng.NextNormal()).ToArray())];
    }
}
