namespace Ats.MarketData;

/// <summary>What importing one file did.</summary>
/// <param name="File">File name of the source.</param>
/// <param name="Added">Segments written; empty when nothing changed.</param>
/// <param name="Unchanged">The same source (same SHA-256) is already there.</param>
public sealed record ImportResult(string File, IReadOnlyList<SegmentInfo> Added, bool Unchanged);
