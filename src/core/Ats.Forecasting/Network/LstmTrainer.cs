using Ats.Domain;

namespace Ats.Forecasting.Network;

/// <summary>
/// Trains a network by truncated back-propagation through time over parallel lanes. Each pass begins the lanes at a new offset of the training
/// rows, which are walked as a ring. The same settings, rows and seed give the same bytes, whatever the runner.
/// </summary>
public sealed unsafe class LstmTrainer
{
    private readonly LstmTrainingSettings _settings;
    private readonly ILaneRunner _runner;
    private readonly NetworkKernels _kernels;

    public LstmTrainer(LstmTrainingSettings settings, ILaneRunner? runner = null)
    {
        if (settings.Lanes < 1 || settings.LanesOfGroup < 1 || settings.Lanes % settings.LanesOfGroup != 0)
            throw new ArgumentException($"{settings.Lanes} lanes cannot be walked in groups of {settings.LanesOfGroup}.", nameof(settings));
        if (settings.Steps < 1 || settings.Epochs < 1) throw new ArgumentException("Training needs at least one step and one epoch.", nameof(settings));
        if (settings.Dropout is < 0 or >= 1) throw new ArgumentException($"Dropout {settings.Dropout} is not from 0 to below 1.", nameof(settings));
        (_settings, _runner, _kernels) = (settings, runner ?? new InlineLanes(), NetworkKernels.For(settings.Width));
    }

    /// <summary>Trains until the epochs are used up or validation has not improved for a while; the best epoch's weights are returned.</summary>
    /// <param name="seed">Of fresh weights, lanes and dropout.</param>
    /// <param name="parent">Weights to begin from instead of fresh ones; rows must be scaled as they were for it.</param>
    /// <exception cref="ArgumentException">Rows, settings and parent do not fit each other.</exception>
    /// <exception cref="InvalidOperationException">A gradient is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for; nothing is kept.</exception>
    public LstmTrainingResult Train(
        LstmRows training, LstmRows validation, ulong seed, Action<LstmEpoch>? report = null, LstmNetwork? parent = null, CancellationToken cancel = default)
    {
        if (validation.Features != training.Features || validation.Horizons != training.Horizons) throw new ArgumentException("Validation rows have another form than training rows.", nameof(validation));
        if (_settings.HorizonWeights.Count != 0 && _settings.HorizonWeights.Count != training.Horizons)
            throw new ArgumentException($"{_settings.HorizonWeights.Count} horizon weights for {training.Horizons} horizons.", nameof(training));
        var shape = new LstmShape(training.Features, _settings.Hidden, _settings.Layers, training.Horizons);
        if (parent is not null && parent.Shape != shape) throw new ArgumentException($"The parent is a {parent.Shape}, to be trained is a {shape}.", nameof(parent));
        var network = parent?.Copy() ?? LstmNetwork.Create(shape, seed);
        var windows = (training.Count + (_settings.Lanes * _settings.Steps) - 1) / (_settings.Lanes * _settings.Steps);
        var optimizer = new LstmOptimizer(network, _settings, _kernels, windows * _settings.Epochs);
        var walk = new LaneWalk(network, _settings, _kernels, _runner);
        var judge = new LstmValidation(validation, _settings);
        var rng = new Rng(seed ^ 0x5EEDUL);
        var epochs = new List<LstmEpoch>();
        var best = optimizer.Average.Copy();
        int since = 0, least = -1;
        for (var epoch = 0; epoch < _settings.Epochs && since < _settings.Patience; epoch++)
        {
            walk.Begin(training, windows, rng);
            double loss = 0, weight = 0;
            for (var window = 0; window < windows; window++)
            {
                cancel.ThrowIfCancellationRequested();
                walk.Run(training);
                loss += walk.Loss;
                weight += walk.Weight;
                if (walk.Weight > 0) optimizer.Update(walk.Gradient, walk.Weight);
            }

            var validated = judge.Loss(optimizer.Average, _runner, cancel);
            var better = least < 0 || !(validated >= epochs[least].ValidationLoss);
            epochs.Add(new LstmEpoch(epoch + 1, weight > 0 ? loss / weight : double.NaN, validated, (long)windows * _settings.Lanes * _settings.Steps, better));
            since = better ? 0 : since + 1;
            if (better)
            {
                least = epoch;
                optimizer.Average.Weights.CopyTo(best.Weights);
            }

            report?.Invoke(epochs[^1]);
        }

        return new LstmTrainingResult(best, epochs);
    }
}
