using Ats.Forecasting.Gates;
using Ats.Forecasting.Network;
using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Models;

/// <summary>How a model is made of samples.</summary>
public sealed record TrainingPlan
{
    /// <summary>Of everything drawn at random; networks take Seed, Seed + 1 and so on.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Networks that are averaged.</summary>
    public int Networks { get; init; } = 3;

    public LstmTrainingSettings Network { get; init; } = new();

    /// <summary>Of the rows, at their end: what the offline gate judges on and nothing was fitted on.</summary>
    public double TestShare { get; init; } = 0.15;

    /// <summary>Of the rows before the test, at their end: stopping, shrinkage.</summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Seconds between the last outcome a span may see and the next span.</summary>
    public int EmbargoSeconds { get; init; } = WalkForwardSettings.MinimumEmbargoSeconds;

    /// <summary>Walk-forward folds of one network each, for the card; 0 = none.</summary>
    public int Folds { get; init; } = 3;

    /// <summary>Passes over the rows of a fold or a control: shorter than the model's own.</summary>
    public int FoldEpochs { get; init; } = 6;

    /// <summary>A network is trained on labels of random sign as well, and must learn nothing.</summary>
    public bool TrainsControl { get; init; } = true;

    public int Threads { get; init; } = 1;

    public OfflineGateSettings Gate { get; init; } = OfflineGateSettings.Default;

    /// <summary>Fewer ready rows than this make no model.</summary>
    public int MinimumRows { get; init; } = 3_600;

    public IReadOnlyList<ulong> Seeds => [.. Enumerable.Range(0, Networks).Select(i => Seed + (ulong)i)];
}
