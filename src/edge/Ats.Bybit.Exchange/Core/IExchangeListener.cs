namespace Ats.Bybit.Exchange.Core;

/// <summary>Hears what happens inside the exchange, while it happens; must not call back.</summary>
internal interface IExchangeListener
{
    /// <summary>A new state of an order (also every fill and amendment).</summary>
    void OnOrder(AccountOrder order);

    void OnExecution(Account account, Execution execution);

    /// <summary>A position was touched by an order of its listing.</summary>
    void OnPosition(PositionState position);

    void OnWallet(Account account);

    void OnClosedPnl(Account account, ClosedPnl row);

    void OnWalletChange(Account account, WalletChange row);

    void OnTrade(Listing listing, in TapeTrade trade);

    /// <summary>A position was liquidated: the side is the position's, the price its bankruptcy price.</summary>
    void OnLiquidation(Listing listing, bool wasLong, Ats.Domain.Quantity quantity, Ats.Domain.Price bankruptcyPrice);
}
