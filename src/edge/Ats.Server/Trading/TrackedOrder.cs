using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>What we know of one of our orders at the exchange. Guarded by the tracker's lock.</summary>
internal sealed class TrackedOrder(OrderIntent intent, Timestamp sentAt)
{
    /// <summary>As the exchange last told: amends move its price and quantity.</summary>
    public OrderIntent Intent { get; set; } = intent;

    /// <summary>When its request was last under way; older than the exchange's receive window it cannot arrive any more.</summary>
    public Timestamp SentAt { get; set; } = sentAt;

    /// <summary>It has left this machine, or may have (an earlier run sent it).</summary>
    public bool HasLeft { get; set; }

    /// <summary>Its create request is under way now.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>An earlier run sent it, and the exchange has not told of it yet: it may have been amended.</summary>
    public bool IsUnseen { get; set; }

    /// <summary>The exchange's id; null until told.</summary>
    public string? OrderId { get; set; }

    /// <summary>Sum of the executions booked, base units.</summary>
    public decimal Filled { get; set; }

    /// <summary>The most that any row said is filled.</summary>
    public decimal Told { get; set; }

    /// <summary>Time of the newest row.</summary>
    public Timestamp Updated { get; set; } = Timestamp.MinValue;

    public bool AcceptedTold { get; set; }

    /// <summary>The amend under way or in doubt; null when there is none.</summary>
    public OrderIntent? Asked { get; set; }

    public Timestamp AskedAt { get; set; }

    /// <summary>It is to be cancelled: asked again while it is found open.</summary>
    public bool CancelAsked { get; set; }

    /// <summary>The outcome of a request is not known and is being asked for.</summary>
    public bool IsUnsettled { get; set; }

    /// <summary>Somebody is asking about it already.</summary>
    public bool IsChased { get; set; }

    /// <summary>Executions that can be booked only when it is known what became of an amend.</summary>
    public Queue<(ExecutionRow Row, Timestamp Received)> Held { get; } = new();

    /// <summary>The exchange says it is closed, but executions are missing: told when they have come.</summary>
    public OrderRow? Closing { get; set; }

    /// <summary>Since when the exchange owes us executions; MaxValue = it does not.</summary>
    public Timestamp OwedSince { get; set; } = Timestamp.MaxValue;

    /// <summary>Best price on the side it would take from, when it was decided; zero = not known.</summary>
    public Price Touch { get; set; }

    public bool IsOwed => Closing is not null || Held.Count > 0 || Told > Filled;
}
