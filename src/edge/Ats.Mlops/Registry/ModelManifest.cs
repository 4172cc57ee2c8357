using System.Text.Json.Serialization;

namespace Ats.Mlops.Registry;

/// <summary>What a version is: where it came from, what it was trained on, its files and its numbers (manifest.json).</summary>
public sealed record ModelManifest
{
    /// <summary><c>v0007</c>; given by the registry.</summary>
    public string Version { get; init; } = "";

    public required string Symbol { get; init; }

    /// <summary><see cref="Ats.Forecasting.IPredictor.Name"/>: <c>lstm</c>, <c>ridge</c>.</summary>
    public required string Predictor { get; init; }

    /// <summary>Version it was trained on from, null = from scratch.</summary>
    public string? Parent { get; init; }

    /// <summary>Commit of the program that trained it.</summary>
    public required string Commit { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required SchemaRecord Schema { get; init; }

    public required IReadOnlyList<int> HorizonSeconds { get; init; }

    /// <summary>Sha256 that names the data snapshot (snapshots/SHA.json).</summary>
    public required string Snapshot { get; init; }

    /// <summary>Trained on an invented market.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>Market time the weights and everything fitted with them have seen.</summary>
    public required DataSpan Training { get; init; }

    /// <summary>Market time the shrinkage and the stopping were fitted on.</summary>
    public required DataSpan Validation { get; init; }

    public required IReadOnlyList<long> Seeds { get; init; }

    public required IReadOnlyDictionary<string, string> Hyperparameters { get; init; }

    /// <summary>Command line that makes it again.</summary>
    public string Command { get; init; } = "";

    public IReadOnlyList<FileRecord> Files { get; init; } = [];

    public IReadOnlyList<ModelMetric> Metrics { get; init; } = [];

    /// <summary>What the gates said, oldest first.</summary>
    public IReadOnlyList<GateRecord> Gates { get; init; } = [];

    /// <summary>The last gate that decided said no.</summary>
    [JsonIgnore]
    public bool IsRejected => Gates.LastOrDefault(g => g.Outcome != GateOutcome.Undecided)?.Outcome == GateOutcome.Fail;

    /// <summary>The training or validation span a stretch of time overlaps, in words; null where the model has seen nothing of it.</summary>
    public string? SeenOf(DataSpan span) =>
        Training.Overlaps(span) ? $"training span {Training}" : Validation.Overlaps(span) ? $"validation span {Validation}" : null;
}
