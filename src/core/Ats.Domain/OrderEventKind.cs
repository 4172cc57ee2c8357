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
}
