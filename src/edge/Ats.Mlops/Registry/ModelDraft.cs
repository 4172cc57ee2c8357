namespace Ats.Mlops.Registry;

/// <summary>A model to be registered: its manifest without version and files, and its files by name (a card is written where none is given).</summary>
public sealed record ModelDraft(ModelManifest Manifest, IReadOnlyDictionary<string, byte[]> Files);
