using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData;

/// <summary>An open segment.</summary>
internal sealed record DataSegment(InstrumentId Instrument, SegmentInfo Info, IChunkStore Store);
