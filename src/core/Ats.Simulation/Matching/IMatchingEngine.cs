using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>
/// The order book of one instrument under price-time priority. Every command returns what it caused, in order; the events are valid until
/// the next command. Bad commands give a Rejected (new orders) or Refused event, never an exception. Same commands, same events.
/// <para>
/// <b>Matching.</b> An order is Accepted, takes what it may at the makers' prices, and then rests or ends. Post-only that would take,
/// fill-or-kill that cannot fill whole, and what immediate orders leave are Cancelled. One Level event follows for each price whose total
/// changed, when matching is done with that price. Fill-or-kill counts only what it could truly take: not orders that self-match
/// prevention or a maker's reduce-only cap would withhold.
/// </para>
/// <para>
/// <b>Amending.</b> A smaller quantity at the same price keeps the order's place; a larger quantity or another price loses it, and the order
/// is matched as if new. A total not above the filled part is refused. A post-only order amended to take is cancelled.
/// </para>
/// <para>
/// <b>Reduce-only.</b> Each order alone is capped at the owner's position against it (several together may exceed it, as a take-profit and a stop do):
/// refused when there is nothing to reduce, cut when larger; again as it wakes from a trigger; as a maker at each fill; and after each command, cut
/// (Amended, keeps its place) or cancelled when the position has shrunk. The position moves with the owner's fills here and by <see cref="SetPosition"/>.
/// Conditional orders are judged only when they wake.
/// </para>
/// <para>
/// <b>Triggers.</b> Every trade counts as a last price, also those inside one walk. An order whose trigger the present price has already reached is
/// rejected. After each command, orders reached wake one by one, each matched before the next is looked for: last before mark before
/// index, rising before falling, nearest trigger first, then the older.
/// </para>
/// </summary>
public interface IMatchingEngine
{
    /// <summary>Best bid; price and quantity zero when there is none.</summary>
    BookLevel BestBid { get; }

    /// <summary>Best ask; price and quantity zero when there is none.</summary>
    BookLevel BestAsk { get; }

    /// <summary>Living orders, those waiting for a trigger included.</summary>
    int OrderCount { get; }

    ReadOnlySpan<MatchingEvent> Place(scoped in NewOrder order);

    ReadOnlySpan<MatchingEvent> Amend(scoped in OrderAmendment amendment);

    ReadOnlySpan<MatchingEvent> Cancel(long id);

    /// <summary>Cancels an owner's orders, oldest first.</summary>
    ReadOnlySpan<MatchingEvent> CancelAll(int owner, OrderScope scope = OrderScope.All);

    /// <summary>Sets a price that triggers watch; marks and indexes need not be on a tick. Not positive is refused.</summary>
    ReadOnlySpan<MatchingEvent> UpdatePrice(TriggerSource source, Price price);

    /// <summary>States an owner's signed position; its fills here move it from there.</summary>
    ReadOnlySpan<MatchingEvent> SetPosition(int owner, Quantity position);

    Quantity Position(int owner);

    /// <summary>Present value of a watched price; zero before the first.</summary>
    Price ReferencePrice(TriggerSource source);

    /// <summary>Copies the best levels of a side, best first; returns how many.</summary>
    int Depth(Side side, Span<BookLevel> into);

    bool TryFind(long id, out WorkingOrder order);

    /// <summary>Adds every living order: bids, then asks, each in the order they would trade, then the conditional ones by id.</summary>
    void CopyOrders(ICollection<WorkingOrder> into);
}
