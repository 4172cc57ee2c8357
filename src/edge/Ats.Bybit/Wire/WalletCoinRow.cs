namespace Ats.Bybit.Wire;

/// <summary>One coin of the unified account, in units of the coin. availableToWithdraw is dead on it: free cash is computed.</summary>
public sealed record WalletCoinRow
{
    public required string Coin { get; init; }
    public decimal Equity { get; init; }
    public decimal WalletBalance { get; init; }

    /// <summary>Held by open spot orders.</summary>
    public decimal Locked { get; init; }
    public decimal BorrowAmount { get; init; }
    public decimal OrderInitialMargin { get; init; }
    public decimal PositionInitialMargin { get; init; }
    public decimal UnrealisedPnl { get; init; }
    public decimal CumulativeRealisedPnl { get; init; }
    public decimal Bonus { get; init; }
    public decimal UsdValue { get; init; }

    public decimal FreeCash => WalletBalance - Locked - OrderInitialMargin - PositionInitialMargin - Bonus;

    internal static WalletCoinRow Read(JsonRow row) => new()
    {
        Coin = row.Required("coin"),
        Equity = row.Decimal("equity"),
        WalletBalance = row.Decimal("walletBalance"),
        Locked = row.Decimal("locked"),
        BorrowAmount = row.Decimal("borrowAmount"),
        OrderInitialMargin = row.Decimal("totalOrderIM"),
        PositionInitialMargin = row.Decimal("totalPositionIM"),
        UnrealisedPnl = row.Decimal("unrealisedPnl"),
        CumulativeRealisedPnl = row.Decimal("cumRealisedPnl"),
        Bonus = row.Decimal("bonus"),
        UsdValue = row.Decimal("usdValue"),
    };
}
