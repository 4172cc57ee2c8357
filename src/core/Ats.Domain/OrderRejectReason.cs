namespace Ats.Domain;

/// <summary>Why the exchange said no (or cancelled by itself).</summary>
public enum OrderRejectReason : byte
{
    None,
    InsufficientBalance,
    PostOnlyWouldTake,
    ReduceOnlyWouldIncrease,
    NoLiquidity,
    InvalidPrice,
    InvalidQuantity,
    BelowMinimum,
    SelfMatchPrevented,
    UnknownOrder,
    FillOrKillNotFilled,
    ImmediateRemainder,
    Liquidated,
    EndOfData,
    Other,

    /// <summary>An order with this id is working.</summary>
    DuplicateOrder,

    /// <summary>A conditional order's trigger lies at or behind the present price.</summary>
    TriggerReached,

    /// <summary>The stop of last resort on the net position fired: the arm's share of it.</summary>
    LastResortStop,
}
