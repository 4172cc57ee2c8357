using Ats.Cli.Operator;
using Ats.Mlops.Registry;
using Ats.Mlops.Snapshots;

namespace Ats.Cli.Forecasts;

/// <summary>Keeps a model from being judged on what it has learned from.</summary>
internal static class TrainingSpan
{
    /// <exception cref="RefusedException">The model has seen some of the data.</exception>
    public static void RefuseSeen(ModelRegistry registry, ModelManifest model, DataSnapshot data, string name)
    {
        if (SeenOf(registry, model, data) is not { } seen) return;
        throw new RefusedException($"{name}: model {model.Version} has seen some of it (its {seen}): a number from it would flatter. Take data from outside that span (--from, --to), or another seed.");
    }

    /// <summary>Invented markets of different seeds are different markets, whatever their dates.</summary>
    private static string? SeenOf(ModelRegistry registry, ModelManifest model, DataSnapshot data)
    {
        if (model.IsSynthetic != data.IsSynthetic) return null;
        if (model.IsSynthetic && new SnapshotStore(registry.Root).Load(model.Snapshot).Source != data.Source) return null;
        return model.SeenOf(data.Span);
    }
}
