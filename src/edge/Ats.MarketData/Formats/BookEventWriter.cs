using Ats.Domain;
using Ats.MarketData.Import;

namespace Ats.MarketData.Formats;

/// <summary>One book message as level events: a snapshot clears first, the last level of a message is flagged.</summary>
internal static class BookEventWriter
{
    public static void Write(SegmentBuilder segment, List<(Side Side, long Price, long Quantity)> levels, Timestamp exchange, Timestamp received, long updateId, bool snapshot)
    {
        for (var i = 0; i < levels.Count; i++)
        {
            var flags = snapshot ? MarketEventFlags.Snapshot : MarketEventFlags.None;
            if (snapshot && i == 0) flags |= MarketEventFlags.Clear;
            if (i == levels.Count - 1) flags |= MarketEventFlags.Last;
            var (side, price, quantity) = levels[i];
            segment.Add(MarketEvent.FromBookLevel(0, exchange, received, side, new Price(price), new Quantity(quantity), flags, updateId));
        }
    }
}
