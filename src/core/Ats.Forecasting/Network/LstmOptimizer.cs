namespace Ats.Forecasting.Network;

/// <summary>AdamW over all weights; biases do not decay. The learning rate warms up and follows a cosine.</summary>
internal sealed unsafe class LstmOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.99;
    private readonly LstmNetwork _network;
    private readonly LstmTrainingSettings _settings;
    private readonly NetworkKernels _kernels;
    private readonly AlignedBuffer _first;
    private readonly AlignedBuffer _second;
    private readonly int _updates;
    private readonly double _decay;
    private int _done;

    public LstmOptimizer(LstmNetwork network, LstmTrainingSettings settings, NetworkKernels kernels, int updates)
    {
        (_network, _settings, _kernels, _updates) = (network, settings, kernels, updates);
        _decay = Math.Min(0.05, settings.WeightDecay / updates);
        _first = new AlignedBuffer(network.Shape.Floats);
        _second = new AlignedBuffer(network.Shape.Floats);
        Average = network.Copy();
    }

    /// <summary>The weights averaged over the last updates: what is validated and kept.</summary>
    public LstmNetwork Average { get; }

    /// <summary>The learning rate of update number done, from 0, of all.</summary>
    public static double Rate(LstmTrainingSettings settings, int done, int all)
    {
        var warm = Math.Max(1, settings.WarmUp * all);
        if (done + 1 < warm) return settings.LearningRate * (done + 1) / warm;
        var way = Math.Clamp((done - warm) / Math.Max(1, all - warm), 0, 1);
        return settings.LearningRate * (settings.FinalRate + ((1 - settings.FinalRate) * 0.5 * (1 + Math.Cos(Math.PI * way))));
    }

    /// <summary>Moves the weights against the gradient, which is the sum over outcomes of this weight.</summary>
    public void Update(float* gradient, double weight)
    {
        var rate = Rate(_settings, _done, _updates);
        _done++;
        var length = Length(gradient, _network.Shape.Floats) / weight;
        if (!double.IsFinite(length)) throw new InvalidOperationException($"The gradient of update {_done} is not finite: inputs or outcomes are not, or the learning rate {_settings.LearningRate} is too high.");
        var scale = (length > _settings.GradientClip ? _settings.GradientClip / length : 1) / weight;
        var step = new AdamStep(
            (float)scale, (float)(rate / (1 - Math.Pow(Beta1, _done))), (float)(1 / (1 - Math.Pow(Beta2, _done))),
            (float)(1 - (rate / _settings.LearningRate * _decay)), (float)Beta1, (float)Beta2);
        var shape = _network.Shape;
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            Move(gradient, shape.InputWeights(layer), shape.Bias(layer) - shape.InputWeights(layer), step);
            Move(gradient, shape.Bias(layer), shape.Gates, step with { Shrink = 1 });
        }

        Move(gradient, shape.HeadWeights, shape.HeadBias - shape.HeadWeights, step);
        Move(gradient, shape.HeadBias, shape.OutputColumns, step with { Shrink = 1 });
        // Young averages forget their beginning faster.
        var share = _settings.AverageUpdates <= 1 ? 1 : Math.Max(1.0 / _settings.AverageUpdates, 1 - ((1.0 + _done) / (10.0 + _done)));
        _kernels.Average(Average.Pointer, _network.Pointer, (float)share, shape.Floats);
        GC.KeepAlive(this);
    }

    private void Move(float* gradient, int start, int count, in AdamStep step) =>
        _kernels.AdamW(_network.Pointer + start, gradient + start, _first.Pointer + start, _second.Pointer + start, count, step);

    private static double Length(float* gradient, int count)
    {
        double a = 0, b = 0, c = 0, d = 0;
        for (nint i = 0; i < count; i += 4)
        {
            a += (double)gradient[i] * gradient[i];
            b += (double)gradient[i + 1] * gradient[i + 1];
            c += (double)gradient[i + 2] * gradient[i + 2];
            d += (double)gradient[i + 3] * gradient[i + 3];
        }

        return Math.Sqrt(a + b + c + d);
    }
}
