using System.Text.Json;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Live;

/// <summary>The model that comes with the program: taken into an empty registry, file by file, so that predictions are live from the first minute.</summary>
internal static class ShippedModels
{
    /// <summary>The version it became, null where there is nothing to take or the registry has models already.</summary>
    /// <exception cref="RegistryException">A file of it has changed, or the registry cannot be written.</exception>
    public static string? Adopt(string? shipped, ModelRegistry into, string schemaHash)
    {
        if (shipped is null || !Directory.Exists(shipped) || into.List().Versions.Count > 0) return null;
        var from = new ModelRegistry(shipped, into.Symbol, new LstmModelFormat());
        if (from.List().Versions.LastOrDefault(v => v.Schema.Hash == schemaHash) is not { } manifest) return null;
        _ = from.Load(manifest.Version, schemaHash);
        // The card is written anew: it names the version.
        var files = manifest.Files.Where(f => f.Name != ModelFileNames.Card).ToDictionary(f => f.Name, f => from.ReadFile(manifest.Version, f.Name), StringComparer.Ordinal);
        var version = into.Publish(new ModelDraft(manifest with { Version = "" }, files));
        into.Change(a => a.Promote(version));
        CopySnapshot(shipped, into.Root, manifest.Snapshot);
        return version;
    }

    private static void CopySnapshot(string shipped, string root, string name)
    {
        var source = Path.Combine(shipped, "snapshots", name + ".json");
        if (!File.Exists(source)) return;
        var target = Path.Combine(root, "snapshots", name + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target, overwrite: true);
    }
}
