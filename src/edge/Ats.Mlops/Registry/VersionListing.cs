namespace Ats.Mlops.Registry;

/// <summary>What the registry holds of an instrument: its versions, oldest first, and what was passed over, and why.</summary>
public sealed record VersionListing(IReadOnlyList<ModelManifest> Versions, IReadOnlyList<RegistryException> Ignored);
