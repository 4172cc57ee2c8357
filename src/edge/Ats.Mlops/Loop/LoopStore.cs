using System.Text.Json;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>The loop's status on disk: ROOT/loop/SYMBOL.json.</summary>
public sealed class LoopStore(string root, string symbol)
{
    private readonly string _file = Path.Combine(Path.GetFullPath(root), "loop", $"{symbol}.json");

    /// <summary>Null where none was kept.</summary>
    /// <exception cref="RegistryException">It is there and cannot be read.</exception>
    public LoopStatus? Load()
    {
        if (!File.Exists(_file)) return null;
        try
        {
            return JsonSerializer.Deserialize<LoopStatus>(File.ReadAllBytes(_file), MlopsJson.File);
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new RegistryException(RegistryProblem.Corrupt, _file, $"cannot be read ({e.Message}): the loop begins with what the registry holds", e);
        }
    }

    /// <exception cref="IOException">The disk refused; what was kept stays.</exception>
    public void Save(LoopStatus status)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        DurableFile.Write(_file, JsonSerializer.SerializeToUtf8Bytes(status, MlopsJson.File));
    }
}
