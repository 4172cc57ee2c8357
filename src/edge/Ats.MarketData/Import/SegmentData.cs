using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Import;

/// <summary>A finished segment in memory: sorted, checked, sealed.</summary>
internal sealed record SegmentData(InstrumentId Instrument, MarketEventKind Kind, int IntervalMilliseconds, MemoryChunkStore Store, SegmentInfo Info);
