namespace Ats.Mlops.Registry;

/// <summary>The registry refused: which file, and why.</summary>
public sealed class RegistryException(RegistryProblem problem, string file, string reason, Exception? inner = null)
    : Exception($"{file}: {reason}", inner)
{
    public RegistryProblem Problem { get; } = problem;

    /// <summary>The file or folder it is about.</summary>
    public string File { get; } = file;

    /// <summary>In words, without the file.</summary>
    public string Reason { get; } = reason;
}
