using Ats.Mlops.Registry;

namespace Ats.Mlops.Snapshots;

/// <summary>What a model was trained on: files with their hashes, the span, and the gaps in it.</summary>
/// <param name="Instrument">Symbol.</param>
/// <param name="Source">In words: recorded from Bybit, the simulated market with its seed.</param>
/// <param name="IsSynthetic">An invented market.</param>
public sealed record DataSnapshot(
    string Instrument, string Source, bool IsSynthetic, DataSpan Span, long Rows, IReadOnlyList<SnapshotFile> Files, IReadOnlyList<DataSpan> Gaps);
