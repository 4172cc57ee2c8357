namespace Ats.Mlops.Registry;

/// <summary>A version whose files, schema and golden outputs were verified.</summary>
public sealed record LoadedModel(ModelManifest Manifest, ModelParts Parts)
{
    public string Version => Manifest.Version;
}
