namespace Ats.Mlops.Registry;

/// <summary>Why the registry refused.</summary>
public enum RegistryProblem
{
    /// <summary>No such version or alias, or a file is missing.</summary>
    Missing,

    /// <summary>A file's bytes are not those the manifest names, or it cannot be read.</summary>
    Corrupt,

    /// <summary>The model was made for other features than those at hand.</summary>
    WrongSchema,

    /// <summary>The model loads, but does not give the outputs it was saved with.</summary>
    WrongOutputs,

    /// <summary>Another process writes.</summary>
    Locked,

    /// <summary>The disk refused (full, permissions); the registry is as it was.</summary>
    Disk,
}
