namespace Ats.Domain;

/// <summary>Why our own risk gate said no.</summary>
public enum DenialCode : byte
{
    None,
    OrderSize,
    OrderNotional,
    BelowMinimum,
    Position,
    Exposure,
    PriceCollar,
    CostGate,
    NoMarketPrice,
    InsufficientCash,
    SpotShort,
    TradingHalted,
    ReduceOnly,
    Liquidated,
}
