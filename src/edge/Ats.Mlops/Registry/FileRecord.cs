namespace Ats.Mlops.Registry;

/// <summary>A file of a version.</summary>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record FileRecord(string Name, long Bytes, string Sha256);
