using Ats.Domain;

namespace Ats.Simulation.Matching;

/// <summary>
/// One thing that happened in a matching engine; <see cref="Kind"/> says which fields mean something, the others are zero.
/// <list type="bullet">
/// <item>Orders (Accepted, Cancelled, Amended, Triggered): Price the limit (zero = none), Quantity the total, Remaining what is unfilled.</item>
/// <item>Rejected, Refused: OrderId, Owner and Reason.</item>
/// <item>Trade: OrderId, Owner, Side and Remaining are the taker's; MakerId, MakerOwner and MakerRemaining the maker's; Quantity the fill.
/// Remaining zero means the order is filled and gone; no other event says so.</item>
/// <item>Level: Side, Price, Quantity.</item>
/// </list>
/// </summary>
public readonly record struct MatchingEvent(
    MatchingEventKind Kind,
    OrderRejectReason Reason,
    Side Side,
    int Owner,
    long OrderId,
    Price Price,
    Quantity Quantity,
    Quantity Remaining,
    long MakerId,
    int MakerOwner,
    Quantity MakerRemaining);
