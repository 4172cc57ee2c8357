using Ats.Domain;
using Ats.Simulation.Markets;
using Ats.Simulation.Matching;

namespace Ats.Bybit.Exchange.Core;

/// <summary>The market source's door to the books.</summary>
internal sealed class MarketDesk(ExchangeCore core) : IMarketDesk
{
    public long Place(in ParticipantOrder order)
    {
        var listing = core.Listings[order.Instrument];
        if (order.Owner is < 0 or >= MatchDesk.HouseOwner) throw new ArgumentException($"owner={order.Owner} must be 0 to {MatchDesk.HouseOwner - 1}.", nameof(order));
        var id = core.NextId();
        core.Matching.Run(listing, listing.Book.Place(new NewOrder(id, order.Owner, order.Side, OrderType.Limit, order.TimeInForce, order.Quantity, order.Price)));
        return order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok || !listing.Book.TryFind(id, out _) ? 0 : id;
    }

    public bool Cancel(short instrument, long id)
    {
        var listing = core.Listings[instrument];
        var events = listing.Book.Cancel(id);
        var done = events.Length > 0 && events[0].Kind == MatchingEventKind.Cancelled;
        core.Matching.Run(listing, events);
        return done;
    }

    public bool Reduce(short instrument, long id, Quantity by)
    {
        var listing = core.Listings[instrument];
        if (!listing.Book.TryFind(id, out var order)) return false;
        core.Matching.Run(listing, by >= order.Remaining ? listing.Book.Cancel(id) : listing.Book.Amend(new OrderAmendment(id, default, order.Order.Quantity - by)));
        return true;
    }

    public BookLevel BestBid(short instrument) => core.Listings[instrument].Book.BestBid;

    public BookLevel BestAsk(short instrument) => core.Listings[instrument].Book.BestAsk;

    public int Levels(short instrument, Side side, Span<BookLevel> levels) => core.Listings[instrument].Book.Depth(side, levels);
}
