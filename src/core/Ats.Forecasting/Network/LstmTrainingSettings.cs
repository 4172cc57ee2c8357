namespace Ats.Forecasting.Network;

/// <summary>How a network is trained. The weights are a function of these, the rows and the seed; threads and vector width do not matter.</summary>
public sealed record LstmTrainingSettings
{
    public int Hidden { get; init; } = 64;

    public int Layers { get; init; } = 2;

    /// <summary>Stretches of the training range walked at once.</summary>
    public int Lanes { get; init; } = 32;

    /// <summary>Lanes whose gradient is computed together, by one thread; divides <see cref="Lanes"/>.</summary>
    public int LanesOfGroup { get; init; } = 8;

    /// <summary>Seconds the gradient runs back before it is cut off; the state is carried on.</summary>
    public int Steps { get; init; } = 60;

    /// <summary>Rows at the beginning of a lane that only warm its state.</summary>
    public int BurnIn { get; init; } = 60;

    /// <summary>Most passes over the training rows.</summary>
    public int Epochs { get; init; } = 15;

    /// <summary>Passes without a better validation loss after which training ends.</summary>
    public int Patience { get; init; } = 5;

    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Share of all updates over which the learning rate rises from 0.</summary>
    public double WarmUp { get; init; } = 0.05;

    /// <summary>Share of the learning rate that is left at the end of the cosine.</summary>
    public double FinalRate { get; init; } = 0.02;

    /// <summary>
    /// Powers of e by which weights would decay over a whole training at full learning rate. What an update takes follows from their number, so that one
    /// value fits an hour of rows and a week (Wang and Aitchison 2024); at most 5 % an update.
    /// </summary>
    public double WeightDecay { get; init; } = 5;

    /// <summary>Share of a layer's outputs hidden from what is above, drawn anew for each lane and window.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Largest length of a gradient, of the loss's mean.</summary>
    public double GradientClip { get; init; } = 1;

    /// <summary>What validation sees and what is kept is an average of the weights over about this many updates; 0 takes the last.</summary>
    public int AverageUpdates { get; init; } = 50;

    /// <summary>Outcomes beyond this many z count as this for the mean.</summary>
    public float ClipZ { get; init; } = 5;

    /// <summary>Weight of each horizon in the loss; empty: all 1.</summary>
    public IReadOnlyList<float> HorizonWeights { get; init; } = [];

    public VectorWidth Width { get; init; } = VectorWidth.Auto;

    /// <summary>1 at the main horizon, 0.3 elsewhere, and beyond a minute less in proportion: outcomes that overlap for minutes say little and are learned by heart.</summary>
    public static IReadOnlyList<float> WeightsOf(IReadOnlyList<int> horizonSeconds) =>
        [.. horizonSeconds.Select(s => s == ForecastHorizons.MainSeconds ? 1f : 0.3f * Math.Min(1, 60f / s))];

    internal int Groups => Lanes / LanesOfGroup;
}
