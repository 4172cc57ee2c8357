using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>What an order book frame says about itself: <see cref="UpdateId"/> (u) counts per topic, <see cref="Sequence"/> (seq) per symbol across depths (0 = not told).</summary>
public readonly record struct BookFrame(short Instrument, int Depth, bool IsSnapshot, long UpdateId, long Sequence, Timestamp Published);
