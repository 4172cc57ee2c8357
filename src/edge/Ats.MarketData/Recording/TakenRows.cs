using Ats.MarketData.Import;

namespace Ats.MarketData.Recording;

/// <summary>Recorded rows on their way to the disk.</summary>
internal sealed record TakenRows(SegmentBuilder Rows, IReadOnlyList<string> Notes);
