using Ats.Forecasting;

namespace Ats.Core.Tests.Forecasting.Network;

/// <summary>
/// The network once more, plainly, in doubles and from the textbook: the oracle of the fast one. Weights by the names of the weight file, as
/// PyTorch orders them: gates i, f, g, o; a row for each output.
/// </summary>
internal sealed class ReferenceLstm(int inputs, int hidden, int layers, int horizons, Dictionary<string, double[]> weights)
{
    private readonly double[][] _h = [.. Enumerable.Range(0, layers).Select(_ => new double[hidden])];
    private readonly double[][] _c = [.. Enumerable.Range(0, layers).Select(_ => new double[hidden])];

    /// <summary>What dropout hides of a layer's outputs, seen from above; null hides nothing.</summary>
    public float[][]? Masks { get; set; }

    public void Reset()
    {
        foreach (var state in _h.Concat(_c)) Array.Clear(state);
    }

    public double[] Step(ReadOnlySpan<float> row)
    {
        var x = new double[inputs];
        for (var i = 0; i < inputs; i++) x[i] = row[i];
        for (var layer = 0; layer < layers; layer++) x = Hide(layer, Layer(layer, x));
        var raw = Affine("head.weight", "head.bias", x, horizons * PredictionLayout.Width);
        var output = new double[raw.Length];
        for (var h = 0; h < horizons; h++) Decode(raw.AsSpan(h * 10, 10), output.AsSpan(h * 10, 10));
        return output;
    }

    /// <summary>The loss of one outcome.</summary>
    public static double Loss(ReadOnlySpan<double> output, double z, double clip)
    {
        var pinball = 0.0;
        for (var q = 0; q < 9; q++)
        {
            double level = PredictionLayout.Levels[q], rest = z - output[1 + q];
            pinball += Math.Max(level * rest, (level - 1) * rest) / 9;
        }

        return pinball + (0.5 * Math.Pow(output[0] - Math.Clamp(z, -clip, clip), 2));
    }

    private double[] Hide(int layer, double[] x) => Masks is null ? x : [.. x.Select((value, u) => value * Masks[layer][u])];

    private double[] Layer(int layer, double[] x)
    {
        var sums = Affine($"lstm.weight_ih_l{layer}", $"lstm.bias_l{layer}", x, 4 * hidden);
        var own = weights[$"lstm.weight_hh_l{layer}"];
        for (var g = 0; g < 4 * hidden; g++)
            for (var j = 0; j < hidden; j++)
                sums[g] += own[(g * hidden) + j] * _h[layer][j];
        for (var u = 0; u < hidden; u++)
        {
            double i = Sigmoid(sums[u]), f = Sigmoid(sums[hidden + u]), g = Math.Tanh(sums[(2 * hidden) + u]), o = Sigmoid(sums[(3 * hidden) + u]);
            _c[layer][u] = (f * _c[layer][u]) + (i * g);
            _h[layer][u] = o * Math.Tanh(_c[layer][u]);
        }

        return [.. _h[layer]];
    }

    private double[] Affine(string matrix, string bias, double[] x, int rows)
    {
        var w = weights[matrix];
        var y = (double[])weights[bias].Clone();
        for (var r = 0; r < rows; r++)
            for (var i = 0; i < x.Length; i++)
                y[r] += w[(r * x.Length) + i] * x[i];
        return y;
    }

    private static void Decode(ReadOnlySpan<double> raw, Span<double> output)
    {
        output[0] = raw[0];
        output[5] = raw[1];
        for (var i = 0; i < 4; i++)
        {
            output[6 + i] = output[5 + i] + Step(raw[2 + i]);
            output[4 - i] = output[5 - i] - Step(raw[6 + i]);
        }
    }

    private static double Step(double x) => (x + Math.Sqrt((x * x) + 4)) / 2;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
