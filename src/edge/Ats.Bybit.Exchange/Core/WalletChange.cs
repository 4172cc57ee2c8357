using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>One row of account/transaction-log: change = cash flow - fee + funding, in <see cref="Coin"/>; balance after it.</summary>
internal sealed record WalletChange(
    long Id, string Coin, string Type, Listing? Listing, Side? Side, long OrderId, string LinkId, long TradeId, decimal Quantity, decimal Size, decimal Price,
    decimal CashFlow, decimal Fee, decimal FeeRate, decimal? Funding, decimal Change, decimal Balance, long TimeMs);
