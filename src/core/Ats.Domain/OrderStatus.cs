namespace Ats.Domain;

/// <summary>Where an order is in its life; see OrderLifecycle for the table of moves.</summary>
public enum OrderStatus : byte
{
    /// <summary>Approved and handed to the gateway; no word from the exchange yet.</summary>
    Submitted,

    /// <summary>Conditional, waiting for its trigger.</summary>
    Untriggered,

    /// <summary>Working at the exchange.</summary>
    Accepted,

    PartiallyFilled,

    /// <summary>A request timed out or a connection broke: only evidence from the exchange settles it.</summary>
    Unknown,

    Filled,
    Cancelled,
    Rejected,
}
