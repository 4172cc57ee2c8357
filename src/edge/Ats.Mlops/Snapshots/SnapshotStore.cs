using System.Text.Json;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Snapshots;

/// <summary>Snapshots of training data under ROOT/snapshots, each named by the sha256 of its contents.</summary>
public sealed class SnapshotStore(string root)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(root), "snapshots");

    /// <summary>Keeps a snapshot and gives its name; the same again changes nothing.</summary>
    /// <exception cref="RegistryException">The disk refused.</exception>
    public string Save(DataSnapshot snapshot)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(snapshot, MlopsJson.File);
        var name = ModelRegistry.Hash(bytes);
        var path = PathOf(name);
        try
        {
            Directory.CreateDirectory(_folder);
            if (!File.Exists(path)) DurableFile.Write(path, bytes);
            return name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryProblem.Disk, path, $"cannot be written: {e.Message}", e);
        }
    }

    /// <exception cref="RegistryException">Missing, or its contents are not those of its name.</exception>
    public DataSnapshot Load(string name)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) throw new RegistryException(RegistryProblem.Missing, path, "is missing");
        var bytes = File.ReadAllBytes(path);
        if (ModelRegistry.Hash(bytes) != name) throw new RegistryException(RegistryProblem.Corrupt, path, "does not have the contents its name stands for");
        return JsonSerializer.Deserialize<DataSnapshot>(bytes, MlopsJson.File)!;
    }

    private string PathOf(string name) => Path.Combine(_folder, Path.GetFileName(name) + ".json");
}
