using Ats.Mlops.Registry;

namespace Ats.Mlops.Service.Rest;

/// <summary>A version of the registry.</summary>
/// <param name="Alias">champion, challenger, previous or pinned; null = none.</param>
/// <param name="Status">The alias, else <c>rejected</c> (by its last gate) or <c>candidate</c>.</param>
/// <param name="Name">Of the predictor: lstm, ridge.</param>
public sealed record ModelView(
    string Symbol, string Version, string? Alias, string Status, string Name, string? Parent, string Commit, DateTimeOffset CreatedAt, string SchemaHash,
    IReadOnlyList<int> HorizonSeconds, string Snapshot, bool IsSynthetic, DataSpan Training, DataSpan Validation, IReadOnlyList<long> Seeds,
    IReadOnlyDictionary<string, string> Hyperparameters, IReadOnlyList<FileRecord> Files, IReadOnlyList<MetricView> Metrics, IReadOnlyList<GateRecord> Gates)
{
    internal static ModelView Of(ModelManifest m, ModelAliases aliases)
    {
        var alias = aliases.NameOf(m.Version);
        return new ModelView(
            m.Symbol, m.Version, alias, alias ?? (m.IsRejected ? "rejected" : "candidate"), m.Predictor, m.Parent, m.Commit, m.CreatedAt, m.Schema.Hash, m.HorizonSeconds, m.Snapshot,
            m.IsSynthetic, m.Training, m.Validation, m.Seeds, m.Hyperparameters, m.Files, [.. m.Metrics.Select(MetricView.From)], m.Gates);
    }
}
