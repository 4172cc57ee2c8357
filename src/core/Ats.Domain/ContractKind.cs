namespace Ats.Domain;

/// <summary>How an instrument settles.</summary>
public enum ContractKind : byte
{
    /// <summary>Base is exchanged for quote; a position is an inventory and never negative.</summary>
    Spot,

    /// <summary>Perpetual future margined and settled in the quote asset (Bybit "linear").</summary>
    LinearPerpetual,

    /// <summary>Perpetual future settled in the base asset (Bybit "inverse"): market data only, ATS does not trade it.</summary>
    InversePerpetual,
}
