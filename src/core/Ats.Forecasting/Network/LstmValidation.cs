namespace Ats.Forecasting.Network;

/// <summary>
/// The loss a network is kept or dropped by: streamed over rows as it will be served, in as many stretches as there are lane groups, each warmed on the
/// rows before it.
/// </summary>
internal sealed class LstmValidation
{
    private const int WarmRows = 300;
    private readonly LstmRows _rows;
    private readonly LstmTrainingSettings _settings;
    private readonly (double Loss, double Weight)[] _sums;

    public LstmValidation(LstmRows rows, LstmTrainingSettings settings)
    {
        (_rows, _settings) = (rows, settings);
        _sums = new (double, double)[settings.Groups];
    }

    /// <summary>The weighted mean; NaN where no outcome is known.</summary>
    public double Loss(LstmNetwork network, ILaneRunner runner, CancellationToken cancel)
    {
        runner.Run(_sums.Length, part =>
        {
            var start = (int)((long)_rows.Count * part / _sums.Length);
            var end = (int)((long)_rows.Count * (part + 1) / _sums.Length);
            _sums[part] = Stretch(network, start, end, cancel);
        });
        return _sums.Sum(s => s.Loss) / _sums.Sum(s => s.Weight);
    }

    private (double Loss, double Weight) Stretch(LstmNetwork network, int start, int end, CancellationToken cancel)
    {
        var stream = new LstmStream(network, _settings.Width);
        var output = new float[network.Shape.Outputs];
        double loss = 0, weight = 0;
        for (var row = Math.Max(0, start - WarmRows); row < end; row++)
        {
            if (row % 4096 == 0) cancel.ThrowIfCancellationRequested();
            if (_rows.Starts[row]) stream.Reset();
            stream.Step(_rows.Inputs.AsSpan(row * _rows.Features, _rows.Features), output);
            if (row < start || !_rows.Ready[row]) continue;
            for (var h = 0; h < _rows.Horizons; h++)
            {
                var z = _rows.Targets[(row * _rows.Horizons) + h];
                if (float.IsNaN(z)) continue;
                var share = _settings.HorizonWeights.Count == 0 ? 1 : _settings.HorizonWeights[h];
                loss += share * QuantileHead.Loss(output.AsSpan(h * PredictionLayout.Width, PredictionLayout.Width), z, _settings.ClipZ);
                weight += share;
            }
        }

        return (loss, weight);
    }
}
