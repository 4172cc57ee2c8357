using Ats.Bybit;
using Ats.Domain;
using Ats.Mlops.Loop;

namespace Ats.Mlops.Live;

/// <summary>What a forecaster listens to, and where it keeps what it learns.</summary>
public sealed record ForecasterSetup
{
    public required BybitEnvironment Environment { get; init; }

    /// <summary>Of Bybit; of two with one symbol the first is forecast.</summary>
    public required IReadOnlyList<InstrumentId> Instruments { get; init; }

    /// <summary>Folder of models, snapshots, runs, loop state, audit, recorded market and predictions.</summary>
    public required string Root { get; init; }

    public required LoopSettings Loop { get; init; }

    /// <summary>Program that trains; null = this one.</summary>
    public string? Executable { get; init; }

    /// <summary>Its arguments for a run: instrument, registry, data folder, first moment of the data to learn from.</summary>
    public required Func<TrainingRequest, TrainingPlace, IReadOnlyList<string>> Arguments { get; init; }

    /// <summary>So much market time is learned from, the newest.</summary>
    public TimeSpan LearnsFrom { get; init; } = TimeSpan.FromHours(48);

    /// <summary>The market is invented: models say so.</summary>
    public bool IsInvented { get; init; }

    /// <summary>Folder of models that come with the program, served until there are better ones; null = none.</summary>
    public string? Shipped { get; init; }

    /// <summary>The market is recorded for training.</summary>
    public bool Records { get; init; } = true;
}
