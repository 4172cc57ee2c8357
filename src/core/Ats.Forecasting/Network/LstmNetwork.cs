using Ats.Domain;

namespace Ats.Forecasting.Network;

/// <summary>The weights of a stacked LSTM with quantile heads. Immutable once trained; streams over it carry the state.</summary>
public sealed unsafe class LstmNetwork
{
    private readonly AlignedBuffer _weights;

    internal LstmNetwork(LstmShape shape)
    {
        Shape = shape.Checked();
        _weights = new AlignedBuffer(shape.Floats);
    }

    public LstmShape Shape { get; }

    internal Span<float> Weights => _weights.Span;

    internal float* Pointer => _weights.Pointer;

    /// <summary>
    /// Fresh weights from a seed: inputs uniform within one over the root of their number, recurrent blocks orthogonal, forget gates open
    /// (bias 1), heads near a normal distribution of deviation 1.
    /// </summary>
    public static LstmNetwork Create(LstmShape shape, ulong seed)
    {
        var network = new LstmNetwork(shape);
        var rng = new Rng(seed);
        var units = shape.Units;
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var inputs = layer == 0 ? shape.Inputs : shape.Hidden;
            for (var gate = 0; gate < 4; gate++)
            {
                network.Uniform(rng, shape.InputWeights(layer) + (gate * units), inputs, shape.Gates, 1 / Math.Sqrt(inputs));
                network.Orthogonal(rng, shape.RecurrentWeights(layer) + (gate * units));
            }

            network.Weights.Slice(shape.Bias(layer) + units, shape.Hidden).Fill(1);
        }

        network.Uniform(rng, shape.HeadWeights, shape.Hidden, shape.OutputColumns, 0.1 / Math.Sqrt(shape.Hidden), shape.Outputs);
        for (var h = 0; h < shape.Horizons; h++)
            QuantileHead.Normal(network.Weights.Slice(shape.HeadBias + (h * PredictionLayout.Width), PredictionLayout.Width), 1);
        return network;
    }

    /// <summary>
    /// The weights by name, as PyTorch orders them: <c>lstm.weight_ih_l0</c> [4 hidden, inputs], <c>lstm.weight_hh_l0</c> [4 hidden, hidden],
    /// <c>lstm.bias_l0</c> [4 hidden] for each layer, gates in the order i, f, g, o; <c>head.weight</c> [10 horizons, hidden], <c>head.bias</c>.
    /// </summary>
    public IReadOnlyList<SafeTensor> ToTensors() =>
        [.. LstmWeights.Tensors(Shape).Select(t => new SafeTensor(t.Name, t.Dimensions, LstmWeights.Read(t, Weights)))];

    internal LstmNetwork Copy()
    {
        var copy = new LstmNetwork(Shape);
        Weights.CopyTo(copy.Weights);
        return copy;
    }

    private void Uniform(Rng rng, int start, int rows, int stride, double bound, int columns = 0)
    {
        var weights = Weights;
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < (columns == 0 ? Shape.Hidden : columns); column++)
                weights[start + (row * stride) + column] = (float)(bound * ((2 * rng.NextDouble()) - 1));
    }

    /// <summary>A random orthogonal block, by Gram and Schmidt.</summary>
    private void Orthogonal(Rng rng, int start)
    {
        var n = Shape.Hidden;
        var rows = new double[n][];
        for (var i = 0; i < n; i++)
        {
            var row = rows[i] = new double[n];
            double length;
            do
            {
                for (var j = 0; j < n; j++) row[j] = rng.NextDouble() - 0.5;
                for (var other = 0; other < i; other++)
                {
                    var dot = 0.0;
                    for (var j = 0; j < n; j++) dot += row[j] * rows[other][j];
                    for (var j = 0; j < n; j++) row[j] -= dot * rows[other][j];
                }

                length = 0;
                foreach (var value in row) length += value * value;
            }
            while (length < 1e-6);
            for (var j = 0; j < n; j++) Weights[start + (i * Shape.Gates) + j] = (float)(row[j] /= Math.Sqrt(length));
        }
    }
}
