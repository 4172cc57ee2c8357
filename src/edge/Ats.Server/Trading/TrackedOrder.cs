using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>What we know of one of our orders at the exchange. Guarded by the tracker's lock.</summary>
internal sealed class TrackedOrder(OrderIntent intent, Timestamp sentAt)
{
    /// <summary>As last acknowledged: amends move its price and quantity.</summary>
    public OrderIntent Intent { get; set; } = intent;

    /// <summary>When it was handed over; a request older than the exchange's receive window cannot arrive any more.</summary>
    public Timestamp SentAt { get; set; } = sentAt;

    /// <summary>The exchange's id; null until told.</summary>
    public string? OrderId { get; set; }

    /// <summary>Sum of the executions we have seen, base units.</summary>
    public decimal Filled { get; set; }

    public bool AcceptedTold { get; set; }

    public bool AmendAsked { get; set; }

    /// <summary>The outcome of a request is not known and is being asked for.</summary>
    public bool IsUnsettled { get; set; }

    /// <summary>The exchange says it is closed, but executions are missing: told when they have come.</summary>
    public OrderRow? Closing { get; set; }

    /// <summary>Since when <see cref="Closing"/> waits.</summary>
    public Timestamp ClosingSince { get; set; }
}
