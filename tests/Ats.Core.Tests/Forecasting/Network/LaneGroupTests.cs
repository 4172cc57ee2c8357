using Ats.Forecasting.Network;

namespace Ats.Core.Tests.Forecasting.Network;

/// <summary>Gradients of the fast network against finite differences of the plain one, weight by weight.</summary>
public sealed class LaneGroupTests
{
    private const int Lanes = 3;
    private const int Steps = 7;
    private const float Clip = 1.5f;

    [Theory]
    [InlineData(3, 5, 2, 2, 0.0)]
    [InlineData(2, 17, 1, 1, 0.0)]
    [InlineData(4, 6, 3, 2, 0.3)]
    public void Gradients_of_every_tensor_are_those_of_finite_differences_through_time(int features, int hidden, int layers, int horizons, double dropout)
    {
        var shape = new LstmShape(features, hidden, layers, horizons);
        var network = LstmNetwork.Create(shape, 5);
        var rows = MadeUpRows.Noise(90, features, horizons, 8);
        var settings = Settings(horizons, dropout);
        var weights = Weights(network);
        var group = Walked(network, rows, settings, VectorWidth.Auto);
        var masks = Masks(group, shape);

        double Loss(int window)
        {
            var sum = 0.0;
            for (var lane = 0; lane < Lanes; lane++)
            {
                var reference = new ReferenceLstm(features, hidden, layers, horizons, weights) { Masks = masks[lane] };
                sum += WindowLoss(reference, rows, settings, Begin[lane], window);
            }

            return sum;
        }

        // The window checked is the first: its state is 0, and a weight acts through all steps.
        Assert.Equal(Loss(0), group.Loss, 1e-4);
        var random = new Ats.Domain.Rng(3);
        foreach (var tensor in LstmWeights.Tensors(shape))
        {
            var gradient = LstmWeights.Read(tensor, Gradient(group, shape));
            for (var probe = 0; probe < 40; probe++)
            {
                var i = random.Next(tensor.Count);
                var slope = Slope(weights[tensor.Name], i, () => Loss(0));
                Assert.True(Math.Abs(slope - gradient[i]) < 1e-3 + (2e-3 * Math.Abs(slope)), $"{tensor.Name}[{i}]: {gradient[i]} against {slope}");
            }
        }
    }

    [Fact]
    public void State_is_carried_into_the_next_window_and_the_gradient_is_cut_there()
    {
        const int Features = 3, Hidden = 4;
        var shape = new LstmShape(Features, Hidden, 2, 1);
        var network = LstmNetwork.Create(shape, 6);
        var rows = MadeUpRows.Noise(120, Features, 1, 12);
        var settings = Settings(1, 0);
        var weights = Weights(network);
        var group = Walked(network, rows, settings, VectorWidth.Auto, windows: 2);

        double Loss(string? name, int index, double change)
        {
            var sum = 0.0;
            for (var lane = 0; lane < Lanes; lane++)
            {
                var reference = new ReferenceLstm(Features, Hidden, 2, 1, weights);
                _ = WindowLoss(reference, rows, settings, Begin[lane], 0);
                if (name is not null) weights[name][index] += change;
                sum += WindowLoss(reference, rows, settings, Begin[lane], 1);
                if (name is not null) weights[name][index] -= change;
            }

            return sum;
        }

        Assert.Equal(Loss(null, 0, 0), group.Loss, 1e-4);
        foreach (var tensor in LstmWeights.Tensors(shape))
        {
            var gradient = LstmWeights.Read(tensor, Gradient(group, shape));
            for (var i = 0; i < tensor.Count; i += 7)
                Assert.Equal((Loss(tensor.Name, i, 1e-5) - Loss(tensor.Name, i, -1e-5)) / 2e-5, gradient[i], 2e-3);
        }
    }

    [Theory]
    [InlineData(VectorWidth.Vector128)]
    [InlineData(VectorWidth.Vector256)]
    [InlineData(VectorWidth.Vector512)]
    public void Every_vector_width_gives_the_gradient_of_the_portable_path_to_the_bit(VectorWidth width)
    {
        var shape = new LstmShape(5, 20, 2, 3);
        var network = LstmNetwork.Create(shape, 7);
        var rows = MadeUpRows.Noise(90, 5, 3, 9);
        var settings = Settings(3, 0.2);
        var plain = Walked(network, rows, settings, VectorWidth.Portable, windows: 3);
        var wide = Walked(network, rows, settings, width, windows: 3);
        Assert.Equal(plain.Loss, wide.Loss);
        Assert.True(Gradient(plain, shape).SequenceEqual(Gradient(wide, shape)));
        Assert.Contains(Gradient(plain, shape).ToArray(), g => Math.Abs(g) > 0.1f);
    }

    [Fact]
    public void Padding_has_no_gradient()
    {
        var shape = new LstmShape(3, 5, 2, 1);
        var group = Walked(LstmNetwork.Create(shape, 5), MadeUpRows.Noise(60, 3, 1, 4), Settings(1, 0), VectorWidth.Auto);
        var padded = Gradient(group, shape).ToArray();
        foreach (var tensor in LstmWeights.Tensors(shape))
            for (var i = 0; i < tensor.Count; i++) padded[tensor.Place(i)] = 0;
        Assert.All(padded, g => Assert.Equal(0, g));
    }

    private static int[] Begin => [0, 30, 83];

    private static LstmTrainingSettings Settings(int horizons, double dropout) => new()
    {
        Lanes = Lanes, LanesOfGroup = Lanes, Steps = Steps, BurnIn = 2, Dropout = dropout, ClipZ = Clip,
        HorizonWeights = [.. Enumerable.Range(0, horizons).Select(h => h == 0 ? 1f : 0.3f)],
    };

    private static LaneGroup Walked(LstmNetwork network, LstmRows rows, LstmTrainingSettings settings, VectorWidth width, int windows = 1)
    {
        var packed = new PackedWeights(network);
        packed.Refresh();
        var group = new LaneGroup(network.Shape, settings, NetworkKernels.For(width));
        group.Begin(Begin, 77);
        for (var i = 0; i < windows; i++) group.Run(packed, rows);
        return group;
    }

    private static double WindowLoss(ReferenceLstm reference, LstmRows rows, LstmTrainingSettings settings, int begin, int window)
    {
        var sum = 0.0;
        for (var step = window * Steps; step < (window + 1) * Steps; step++)
        {
            var row = (begin + step) % rows.Count;
            if (row == 0 || rows.Starts[row]) reference.Reset();
            var output = reference.Step(rows.Inputs.AsSpan(row * rows.Features, rows.Features));
            if (!rows.Ready[row] || step < settings.BurnIn) continue;
            for (var h = 0; h < rows.Horizons; h++)
            {
                var z = rows.Targets[(row * rows.Horizons) + h];
                if (!float.IsNaN(z)) sum += settings.HorizonWeights[h] * ReferenceLstm.Loss(output.AsSpan(h * 10, 10), z, Clip);
            }
        }

        return sum;
    }

    private static double Slope(double[] values, int index, Func<double> loss)
    {
        var old = values[index];
        values[index] = old + 1e-5;
        var above = loss();
        values[index] = old - 1e-5;
        var below = loss();
        values[index] = old;
        return (above - below) / 2e-5;
    }

    private static Dictionary<string, double[]> Weights(LstmNetwork network) =>
        LstmWeights.Tensors(network.Shape).ToDictionary(t => t.Name, t => LstmWeights.Read(t, network.Weights).Select(v => (double)v).ToArray());

    private static float[][][] Masks(LaneGroup group, LstmShape shape)
    {
        var masks = new float[Lanes][][];
        for (var lane = 0; lane < Lanes; lane++)
        {
            masks[lane] = new float[shape.Layers][];
            for (var layer = 0; layer < shape.Layers; layer++) masks[lane][layer] = group.Mask(layer).Slice(lane * shape.Units, shape.Hidden).ToArray();
        }

        return masks;
    }

    private static unsafe Span<float> Gradient(LaneGroup group, LstmShape shape) => new(group.Gradient, shape.Floats);
}
