using Ats.Cli.Operator;
using Ats.Mlops.Registry;
using Ats.Mlops.Snapshots;

namespace Ats.Cli.Forecasts;

/// <summary>Keeps a model from being judged on what it has learned from.</summary>
internal static class TrainingSpan
{
    /// <exception cref="RefusedException">The model has seen some of the data.</exception>
    public static void RefuseSeen(ModelRegistry registry, ModelManifest model, DataSnapshot data, string name) =>
        RefuseSeen(registry, model, data.IsSynthetic, data.Source, data.Span, name);

    /// <param name="source">As <see cref="DataSnapshot.Source"/>.</param>
    /// <exception cref="RefusedException">The model has seen some of the data.</exception>
    public static void RefuseSeen(ModelRegistry registry, ModelManifest model, bool isSynthetic, string source, DataSpan span, string name)
    {
        if (SeenOf(registry, model, isSynthetic, source, span) is not { } seen) return;
        throw new RefusedException($"{name}: model {model.Version} has seen some of it (its {seen}): a number from it would flatter. Take data from outside that span (--from, --to), or another seed.");
    }

    /// <summary>Invented markets of different seeds are different markets, and of one seed the same, whatever their dates.</summary>
    private static string? SeenOf(ModelRegistry registry, ModelManifest model, bool isSynthetic, string source, DataSpan span)
    {
        var learned = model.IsSynthetic ? new SnapshotStore(registry.Root).Load(model.Snapshot).Source : "";
        // What was recorded of an invented market is data like any other recorded.
        if (SampleSource.SeedIn(learned) is null != !isSynthetic) return null;
        if (!isSynthetic || learned == source) return model.SeenOf(span);
        return SampleSource.SeedIn(learned) == SampleSource.SeedIn(source) ? "seed is the same, which other dates do not change" : null;
    }
}
