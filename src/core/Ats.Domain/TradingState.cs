namespace Ats.Domain;

/// <summary>The kill switch.</summary>
public enum TradingState : byte
{
    Active,
    ReduceOnly,
    Halted,
}
