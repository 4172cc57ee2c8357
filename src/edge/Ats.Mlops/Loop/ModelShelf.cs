using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>Models loaded and verified, kept while they play a part; remembers which were refused, so that they are not read again each second.</summary>
internal sealed class ModelShelf(ModelRegistry registry, string schemaHash)
{
    private readonly Dictionary<string, LoadedModel> _models = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <exception cref="RegistryException">It is refused.</exception>
    public LoadedModel Get(string version)
    {
        if (_models.TryGetValue(version, out var kept)) return kept;
        try
        {
            var model = registry.Load(version, schemaHash);
            _refused.Remove(version);
            return _models[version] = model;
        }
        catch (RegistryException)
        {
            _refused.Add(version);
            throw;
        }
    }

    /// <summary>Null where there is none or it is refused, which is added to the words.</summary>
    public LoadedModel? Try(string? version, ref string? refused)
    {
        if (version is null) return null;
        try
        {
            return Get(version);
        }
        catch (RegistryException e)
        {
            refused = refused is null ? e.Message : $"{refused}; {e.Message}";
            return null;
        }
    }

    public bool WasRefused(string version) => _refused.Contains(version);

    public void Keep(params ReadOnlySpan<string?> versions)
    {
        foreach (var version in _models.Keys)
            if (!versions.Contains(version)) _models.Remove(version);
    }
}
