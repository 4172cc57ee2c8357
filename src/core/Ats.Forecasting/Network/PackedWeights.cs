namespace Ats.Forecasting.Network;

/// <summary>
/// Copies of the weights in the order the matrix products read them: panels of 32 columns, row behind row; once as they are and once transposed for
/// the way back. Made anew after every update, read by all lane groups.
/// </summary>
internal sealed unsafe class PackedWeights
{
    private readonly LstmShape _shape;
    private readonly LstmNetwork _network;
    private readonly AlignedBuffer[] _input;
    private readonly AlignedBuffer[] _recurrent;
    private readonly AlignedBuffer[] _inputBack;
    private readonly AlignedBuffer[] _recurrentBack;
    private readonly AlignedBuffer _head;
    private readonly AlignedBuffer _headBack;

    public PackedWeights(LstmNetwork network)
    {
        _network = network;
        var shape = _shape = network.Shape;
        var layers = Enumerable.Range(0, shape.Layers).ToArray();
        _input = [.. layers.Select(l => new AlignedBuffer(shape.InputRows(l) * shape.Gates))];
        _recurrent = [.. layers.Select(_ => new AlignedBuffer(shape.Units * shape.Gates))];
        _inputBack = [.. layers.Select(_ => new AlignedBuffer(shape.UnitColumns * shape.Gates))];
        _recurrentBack = [.. layers.Select(_ => new AlignedBuffer(shape.UnitColumns * shape.Gates))];
        _head = new AlignedBuffer(shape.Units * shape.OutputColumns);
        _headBack = new AlignedBuffer(shape.UnitColumns * shape.OutputColumns);
    }

    public float* Head => _head.Pointer;

    public float* HeadBack => _headBack.Pointer;

    public float* HeadBias => _network.Pointer + _shape.HeadBias;

    public float* Input(int layer) => _input[layer].Pointer;

    public float* Recurrent(int layer) => _recurrent[layer].Pointer;

    public float* InputBack(int layer) => _inputBack[layer].Pointer;

    public float* RecurrentBack(int layer) => _recurrentBack[layer].Pointer;

    public float* Bias(int layer) => _network.Pointer + _shape.Bias(layer);

    public void Refresh()
    {
        var weights = _network.Pointer;
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            Pack(weights + _shape.InputWeights(layer), _shape.InputRows(layer), _shape.Gates, _input[layer].Pointer);
            Pack(weights + _shape.RecurrentWeights(layer), _shape.Units, _shape.Gates, _recurrent[layer].Pointer);
            if (layer > 0) PackBack(weights + _shape.InputWeights(layer), _shape.Units, _shape.Gates, _inputBack[layer].Pointer);
            PackBack(weights + _shape.RecurrentWeights(layer), _shape.Units, _shape.Gates, _recurrentBack[layer].Pointer);
        }

        Pack(weights + _shape.HeadWeights, _shape.Units, _shape.OutputColumns, Head);
        PackBack(weights + _shape.HeadWeights, _shape.Units, _shape.OutputColumns, HeadBack);
        GC.KeepAlive(this);
    }

    private static void Pack(float* from, int rows, int columns, float* to)
    {
        for (var panel = 0; panel < columns; panel += NetworkKernels.Panel)
            for (var row = 0; row < rows; row++, to += NetworkKernels.Panel)
                new ReadOnlySpan<float>(from + ((nint)row * columns) + panel, NetworkKernels.Panel).CopyTo(new Span<float>(to, NetworkKernels.Panel));
    }

    /// <summary>Panels of 32 rows of the matrix, column behind column; what is missing of the last panel stays 0.</summary>
    private static void PackBack(float* from, int rows, int columns, float* to)
    {
        for (var panel = 0; panel < rows; panel += NetworkKernels.Panel)
        {
            var count = Math.Min(NetworkKernels.Panel, rows - panel);
            for (var column = 0; column < columns; column++, to += NetworkKernels.Panel)
                for (var row = 0; row < count; row++)
                    to[row] = from[((nint)(panel + row) * columns) + column];
        }
    }
}
