using Ats.Domain;

namespace Ats.Forecasting.Network;

/// <summary>
/// Some lanes walked together through windows of the training rows: forward, loss, and back through time to the window's beginning; the state is carried
/// to the next window. Holds its own gradient; groups share nothing but weights and rows they read.
/// </summary>
internal sealed unsafe class LaneGroup
{
    private readonly LstmShape _shape;
    private readonly LstmTrainingSettings _settings;
    private readonly NetworkKernels _kernels;
    private readonly int _lanes;
    private readonly int _steps;
    private readonly LaneLayer[] _layers;
    private readonly AlignedBuffer _inputs;
    private readonly AlignedBuffer _raw;
    private readonly AlignedBuffer _above;
    private readonly AlignedBuffer _dHidden;
    private readonly AlignedBuffer _dCell;
    private readonly AlignedBuffer _zeros;
    private readonly AlignedBuffer _scratch;
    private readonly AlignedBuffer _gradient;
    private readonly int[] _rows;
    private readonly bool[] _starts;
    private readonly int[] _begin;
    private readonly bool[] _mirrored;
    private readonly float[] _horizonWeights;
    private Rng _rng = new(0);
    private int _walked;

    public LaneGroup(LstmShape shape, LstmTrainingSettings settings, NetworkKernels kernels)
    {
        (_shape, _settings, _kernels, _lanes, _steps) = (shape, settings, kernels, settings.LanesOfGroup, settings.Steps);
        _layers = [.. Enumerable.Range(0, shape.Layers).Select(_ => new LaneLayer(shape, _lanes, _steps))];
        var rows = _lanes * _steps;
        _inputs = new AlignedBuffer(rows * shape.Inputs);
        _raw = new AlignedBuffer(rows * shape.OutputColumns);
        _above = new AlignedBuffer(rows * shape.UnitColumns);
        _dHidden = new AlignedBuffer(_lanes * shape.UnitColumns);
        _dCell = new AlignedBuffer(_lanes * shape.Units);
        _zeros = new AlignedBuffer(shape.UnitColumns);
        _scratch = new AlignedBuffer(NetworkKernels.OuterRows * NetworkKernels.Panel);
        _gradient = new AlignedBuffer(shape.Floats);
        _rows = new int[rows];
        _starts = new bool[rows];
        _begin = new int[_lanes];
        _mirrored = new bool[_lanes];
        _horizonWeights = settings.HorizonWeights.Count == 0 ? [.. Enumerable.Repeat(1f, shape.Horizons)] : [.. settings.HorizonWeights];
    }

    /// <summary>The sum over the last window of the gradients, not yet divided by <see cref="Weight"/>.</summary>
    public float* Gradient => _gradient.Pointer;

    /// <summary>Of the last window: the sum of weighted losses.</summary>
    public double Loss { get; private set; }

    /// <summary>Of the last window: the sum of weights of the outcomes known.</summary>
    public double Weight { get; private set; }

    /// <summary>What dropout hid of a layer's outputs in the last window, a row of padded units for each lane.</summary>
    public ReadOnlySpan<float> Mask(int layer) => _layers[layer].Mask.Span;

    /// <summary>Lanes begin anew at these rows, without state. The seed decides what dropout hides and which lanes are mirrored.</summary>
    public void Begin(ReadOnlySpan<int> rows, ulong seed)
    {
        rows.CopyTo(_begin);
        _rng = new Rng(seed);
        for (var lane = 0; lane < _lanes; lane++) _mirrored[lane] = _rng.Next(2) == 1;
        _walked = 0;
    }

    /// <summary>Walks the next window and leaves gradient, loss and weight.</summary>
    public void Run(PackedWeights weights, LstmRows rows)
    {
        Gather(rows);
        _gradient.Span.Clear();
        for (var layer = 0; layer < _layers.Length; layer++) Forward(weights, layer);
        Head(weights, rows);
        for (var layer = _layers.Length - 1; layer >= 0; layer--) Backward(weights, layer);
        _walked += _steps;
        GC.KeepAlive(this);
    }

    private void Gather(LstmRows rows)
    {
        var at = 0;
        for (var step = 0; step < _steps; step++)
        {
            for (var lane = 0; lane < _lanes; lane++, at++)
            {
                var row = (int)(((long)_begin[lane] + _walked + step) % rows.Count);
                _rows[at] = row;
                _starts[at] = row == 0 || rows.Starts[row] || (_walked == 0 && step == 0);
                var inputs = _inputs.Span.Slice(at * _shape.Inputs, _shape.Inputs);
                rows.Inputs.AsSpan(row * _shape.Inputs, _shape.Inputs).CopyTo(inputs);
                if (rows.Mirror is not { } mirror || !_mirrored[lane]) continue;
                for (var i = 0; i < inputs.Length; i++) inputs[i] *= mirror[i];
            }
        }
    }

    private void Forward(PackedWeights weights, int layer)
    {
        int units = _shape.Units, gates = _shape.Gates;
        var memory = _layers[layer];
        // The state at the end of the last window enters this one.
        Carry(memory.Hidden);
        Carry(memory.Cells);
        DrawMask(memory.Mask.Span);
        var below = layer == 0 ? _inputs.Pointer : _layers[layer - 1].Up.Pointer;
        var width = _shape.InputRows(layer);
        _kernels.Multiply(below, width, _steps * _lanes, weights.Input(layer), width, gates, weights.Bias(layer), 0, memory.Gates.Pointer, gates);
        for (var step = 0; step < _steps; step++)
        {
            ForgetAt(step, memory.Hidden.Pointer + (step * _lanes * units), units);
            ForgetAt(step, memory.Cells.Pointer + (step * _lanes * units), units);
            var sums = memory.Gates.Pointer + (step * _lanes * gates);
            int now = step * _lanes * units, next = (step + 1) * _lanes * units;
            _kernels.Multiply(memory.Hidden.Pointer + now, units, _lanes, weights.Recurrent(layer), units, gates, sums, gates, sums, gates);
            _kernels.CellForward(
                sums, memory.Cells.Pointer + now, memory.Cells.Pointer + next, memory.CellTanh.Pointer + now,
                memory.Hidden.Pointer + next, memory.Up.Pointer + now, memory.Mask.Pointer, _lanes, units);
        }
    }

    private void Head(PackedWeights weights, LstmRows rows)
    {
        int columns = _shape.OutputColumns, count = _steps * _lanes;
        var top = _layers[^1].Up.Pointer;
        _kernels.Multiply(top, _shape.Units, count, weights.Head, _shape.Units, columns, weights.HeadBias, 0, _raw.Pointer, columns);
        Loss = 0;
        Weight = 0;
        for (var at = 0; at < count; at++) LossOf(rows, at, _raw.Span.Slice(at * columns, columns));
        _kernels.AddOuter(top, _shape.Units, _raw.Pointer, count, _shape.Units, columns, Gradient + _shape.HeadWeights, _scratch.Pointer);
        _kernels.AddColumns(_raw.Pointer, count, columns, Gradient + _shape.HeadBias);
        _kernels.Multiply(_raw.Pointer, columns, count, weights.HeadBack, columns, _shape.UnitColumns, _zeros.Pointer, 0, _above.Pointer, _shape.UnitColumns);
    }

    private void LossOf(LstmRows rows, int at, Span<float> raw)
    {
        var row = _rows[at];
        var learns = rows.Ready[row] && _walked + (at / _lanes) >= _settings.BurnIn;
        var sign = rows.Mirror is not null && _mirrored[at % _lanes] ? -1 : 1;
        raw[_shape.Outputs..].Clear();
        for (var h = 0; h < _shape.Horizons; h++)
        {
            var z = rows.Targets[(row * _shape.Horizons) + h];
            var own = raw.Slice(h * PredictionLayout.Width, PredictionLayout.Width);
            if (learns && !float.IsNaN(z))
            {
                Loss += QuantileHead.LossAndGradient(own, sign * z, _settings.ClipZ, _horizonWeights[h]);
                Weight += _horizonWeights[h];
            }
            else
            {
                own.Clear();
            }
        }
    }

    private void Backward(PackedWeights weights, int layer)
    {
        int units = _shape.Units, gates = _shape.Gates, columns = _shape.UnitColumns, count = _steps * _lanes;
        var memory = _layers[layer];
        _dHidden.Span.Clear();
        _dCell.Span.Clear();
        for (var step = _steps - 1; step >= 0; step--)
        {
            var sums = memory.Gates.Pointer + (step * _lanes * gates);
            var now = step * _lanes * units;
            _kernels.CellBackward(
                sums, memory.Cells.Pointer + now, memory.CellTanh.Pointer + now, _above.Pointer + (step * _lanes * columns), memory.Mask.Pointer,
                _dHidden.Pointer, _dCell.Pointer, _lanes, units, columns);
            if (step == 0) break;
            _kernels.Multiply(sums, gates, _lanes, weights.RecurrentBack(layer), gates, columns, _zeros.Pointer, 0, _dHidden.Pointer, columns);
            ForgetAt(step, _dHidden.Pointer, columns);
            ForgetAt(step, _dCell.Pointer, units);
        }

        var below = layer == 0 ? _inputs.Pointer : _layers[layer - 1].Up.Pointer;
        var width = _shape.InputRows(layer);
        var all = memory.Gates.Pointer;
        _kernels.AddOuter(below, width, all, count, width, gates, Gradient + _shape.InputWeights(layer), _scratch.Pointer);
        _kernels.AddOuter(memory.Hidden.Pointer, units, all, count, units, gates, Gradient + _shape.RecurrentWeights(layer), _scratch.Pointer);
        _kernels.AddColumns(all, count, gates, Gradient + _shape.Bias(layer));
        if (layer > 0) _kernels.Multiply(all, gates, count, weights.InputBack(layer), gates, columns, _zeros.Pointer, 0, _above.Pointer, columns);
    }

    private void Carry(AlignedBuffer states)
    {
        var size = _lanes * _shape.Units;
        states.Span.Slice(_steps * size, size).CopyTo(states.Span);
    }

    /// <summary>Lanes that begin anew at this step know nothing of the step before.</summary>
    private void ForgetAt(int step, float* states, int stride)
    {
        for (var lane = 0; lane < _lanes; lane++)
            if (_starts[(step * _lanes) + lane]) new Span<float>(states + (lane * stride), stride).Clear();
    }

    private void DrawMask(Span<float> mask)
    {
        if (_settings.Dropout <= 0)
        {
            mask.Fill(1);
            return;
        }

        var kept = (float)(1 / (1 - _settings.Dropout));
        for (var i = 0; i < mask.Length; i++) mask[i] = _rng.NextDouble() < _settings.Dropout ? 0 : kept;
    }
}
