namespace Ats.Domain;

public enum OrderEventKind : byte
{
    Accepted,
    Triggered,
    Filled,
    Amended,
    AmendRejected,
    Cancelled,
    CancelRejected,
    Rejected,

    /// <summary>No answer in time: the state at the exchange is not known.</summary>
    Lost,

    /// <summary>Funding settled on the arm's position (no order): Fee = amount paid (negative = received), Price = mark, Quantity = signed position.</summary>
    Funding,
}
