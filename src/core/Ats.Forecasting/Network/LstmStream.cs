namespace Ats.Forecasting.Network;

/// <summary>A network on one stream: takes a scaled row, carries its state to the next. Allocates nothing after construction.</summary>
public sealed unsafe class LstmStream
{
    private readonly LstmNetwork _network;
    private readonly NetworkKernels _kernels;
    private readonly AlignedBuffer[] _rows;
    private readonly AlignedBuffer[] _cells;
    private readonly AlignedBuffer _gates;
    private readonly AlignedBuffer _ones;
    private readonly AlignedBuffer _unused;
    private readonly AlignedBuffer _top;
    private readonly AlignedBuffer _raw;

    public LstmStream(LstmNetwork network, VectorWidth width = VectorWidth.Auto)
    {
        _network = network;
        _kernels = NetworkKernels.For(width);
        var shape = network.Shape;
        // What a layer sees is its input followed by its own last output, in one row.
        _rows = [.. Enumerable.Range(0, shape.Layers).Select(l => new AlignedBuffer(shape.InputRows(l) + shape.Units))];
        _cells = [.. Enumerable.Range(0, shape.Layers).Select(_ => new AlignedBuffer(shape.Units))];
        _gates = new AlignedBuffer(shape.Gates);
        _ones = new AlignedBuffer(shape.Units);
        _ones.Span.Fill(1);
        _unused = new AlignedBuffer(shape.Units);
        _top = new AlignedBuffer(shape.Units);
        _raw = new AlignedBuffer(shape.OutputColumns);
    }

    public LstmShape Shape => _network.Shape;

    public void Reset()
    {
        foreach (var row in _rows) row.Span.Clear();
        foreach (var cell in _cells) cell.Span.Clear();
    }

    /// <summary>Takes the next row, writes horizons x <see cref="PredictionLayout.Width"/>.</summary>
    /// <param name="inputs">Scaled features; <see cref="LstmShape.Inputs"/> of them.</param>
    public void Step(ReadOnlySpan<float> inputs, Span<float> output)
    {
        var shape = _network.Shape;
        var weights = _network.Pointer;
        inputs[..shape.Inputs].CopyTo(_rows[0].Span);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var row = _rows[layer].Pointer;
            var own = row + shape.InputRows(layer);
            var up = layer + 1 < shape.Layers ? _rows[layer + 1].Pointer : _top.Pointer;
            _kernels.RowTimesMatrix(row, shape.InputRows(layer) + shape.Units, weights + shape.InputWeights(layer), weights + shape.Bias(layer), _gates.Pointer, shape.Gates);
            _kernels.CellForward(_gates.Pointer, _cells[layer].Pointer, _cells[layer].Pointer, _unused.Pointer, own, up, _ones.Pointer, 1, shape.Units);
        }

        _kernels.RowTimesMatrix(_top.Pointer, shape.Units, weights + shape.HeadWeights, weights + shape.HeadBias, _raw.Pointer, shape.OutputColumns);
        for (var at = 0; at < shape.Outputs; at += PredictionLayout.Width)
            QuantileHead.Decode(_raw.Span.Slice(at, PredictionLayout.Width), output.Slice(at, PredictionLayout.Width));
        GC.KeepAlive(this);
    }

    /// <summary>Takes many rows one after another: inputs and outputs lie row behind row.</summary>
    public void Window(ReadOnlySpan<float> inputs, Span<float> output)
    {
        var shape = _network.Shape;
        for (var row = 0; row < inputs.Length / shape.Inputs; row++)
            Step(inputs.Slice(row * shape.Inputs, shape.Inputs), output.Slice(row * shape.Outputs, shape.Outputs));
    }
}
