namespace Ats.Simulation.Matching;

public enum MatchingEventKind : byte
{
    /// <summary>The order is taken in (conditional ones too); Quantity is after the cut of a reduce-only order.</summary>
    Accepted,

    /// <summary>The new order is refused and never lived.</summary>
    Rejected,

    /// <summary>An amendment, cancel or price is refused; the order it named, if any, is as before.</summary>
    Refused,

    Trade,

    /// <summary>The order ended; Remaining is what stayed unfilled, Reason says why (None = on request).</summary>
    Cancelled,

    /// <summary>Price, quantity or trigger changed: on request, or (ReduceOnlyWouldIncrease) cut to the position.</summary>
    Amended,

    /// <summary>A conditional order woke; it is matched next.</summary>
    Triggered,

    /// <summary>The total resting at a price is now Quantity; zero = the level is gone.</summary>
    Level,
}
