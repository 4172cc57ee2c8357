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
}
