namespace Ats.Mlops.Snapshots;

/// <summary>A file of training data.</summary>
/// <param name="Name">Without the folder, which is of one machine only.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record SnapshotFile(string Name, long Bytes, string Sha256);
