using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>What makes the levels of one message a message: a snapshot clears first, the last level says so, all carry the update id.</summary>
internal static class BookEvents
{
    public static void Finish(Span<MarketEvent> events, bool snapshot, long updateId)
    {
        foreach (ref var e in events) e.C = updateId;
        if (events.IsEmpty) return;
        if (snapshot) events[0].Flags |= MarketEventFlags.Clear;
        events[^1].Flags |= MarketEventFlags.Last;
    }
}
