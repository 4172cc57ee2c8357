using Ats.Domain;

namespace Ats.Forecasting.Network;

/// <summary>All lane groups of a training: windows one after another, gradients summed in the groups' order.</summary>
internal sealed unsafe class LaneWalk
{
    private readonly LstmTrainingSettings _settings;
    private readonly NetworkKernels _kernels;
    private readonly ILaneRunner _runner;
    private readonly LaneGroup[] _groups;
    private readonly PackedWeights _packed;
    private readonly int _floats;
    private readonly Action<int> _work;
    private LstmRows? _rows;

    public LaneWalk(LstmNetwork network, LstmTrainingSettings settings, NetworkKernels kernels, ILaneRunner runner)
    {
        (_settings, _kernels, _runner, _floats) = (settings, kernels, runner, network.Shape.Floats);
        _packed = new PackedWeights(network);
        _groups = [.. Enumerable.Range(0, settings.Groups).Select(_ => new LaneGroup(network.Shape, settings, kernels))];
        _work = group => _groups[group].Run(_packed, _rows!);
    }

    /// <summary>Of the last window, all groups: the gradient's sum, to be divided by <see cref="Weight"/>.</summary>
    public float* Gradient => _groups[0].Gradient;

    public double Loss { get; private set; }

    public double Weight { get; private set; }

    /// <summary>Lays the lanes out, one behind the other from a random row on.</summary>
    public void Begin(LstmRows rows, int windows, Rng rng)
    {
        var offset = rng.Next(rows.Count);
        Span<int> begin = stackalloc int[_settings.LanesOfGroup];
        for (var group = 0; group < _groups.Length; group++)
        {
            for (var lane = 0; lane < begin.Length; lane++)
                begin[lane] = (int)((offset + ((long)((group * begin.Length) + lane) * rows.Count / _settings.Lanes)) % rows.Count);
            _groups[group].Begin(begin, rng.NextUInt64());
        }
    }

    public void Run(LstmRows rows)
    {
        _packed.Refresh();
        _rows = rows;
        _runner.Run(_groups.Length, _work);
        Loss = 0;
        Weight = 0;
        foreach (var group in _groups)
        {
            Loss += group.Loss;
            Weight += group.Weight;
            if (group != _groups[0]) _kernels.Add(Gradient, group.Gradient, _floats);
        }
    }
}
