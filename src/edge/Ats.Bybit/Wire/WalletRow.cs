namespace Ats.Bybit.Wire;

/// <summary>The unified account, totals in USD.</summary>
public sealed record WalletRow
{
    public string AccountType { get; init; } = "";
    public decimal TotalEquity { get; init; }
    public decimal TotalWalletBalance { get; init; }
    public decimal TotalMarginBalance { get; init; }
    public decimal TotalAvailableBalance { get; init; }
    public decimal TotalInitialMargin { get; init; }
    public decimal TotalMaintenanceMargin { get; init; }
    public decimal TotalPerpetualUnrealisedPnl { get; init; }
    public IReadOnlyList<WalletCoinRow> Coins { get; init; } = [];

    internal static WalletRow Read(JsonRow row) => new()
    {
        AccountType = row.Text("accountType"),
        TotalEquity = row.Decimal("totalEquity"),
        TotalWalletBalance = row.Decimal("totalWalletBalance"),
        TotalMarginBalance = row.Decimal("totalMarginBalance"),
        TotalAvailableBalance = row.Decimal("totalAvailableBalance"),
        TotalInitialMargin = row.Decimal("totalInitialMargin"),
        TotalMaintenanceMargin = row.Decimal("totalMaintenanceMargin"),
        TotalPerpetualUnrealisedPnl = row.Decimal("totalPerpUPL"),
        Coins = [.. row.Rows("coin").Select(WalletCoinRow.Read)],
    };
}
