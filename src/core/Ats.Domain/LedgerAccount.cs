namespace Ats.Domain;

/// <summary>The accounts of one arm's double-entry books. Every posting moves an amount from one to another, so they sum to zero per asset.</summary>
public enum LedgerAccount : byte
{
    /// <summary>Where capital comes from (negative balance = capital put in).</summary>
    Capital,

    /// <summary>Quote asset at hand.</summary>
    Cash,

    /// <summary>Base asset held (spot).</summary>
    Inventory,

    /// <summary>The other side of spot trades, per asset.</summary>
    Market,

    /// <summary>The other side of realised PnL of perpetuals (negative balance = we won).</summary>
    RealizedPnl,

    /// <summary>Fees paid to the exchange.</summary>
    Fees,

    /// <summary>Funding paid (negative balance = received).</summary>
    Funding,
}
