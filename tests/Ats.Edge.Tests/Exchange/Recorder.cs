using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Edge.Tests.Exchange;

/// <summary>Keeps what a core says: order states in order, executions, liquidations.</summary>
internal sealed class Recorder : IExchangeListener
{
    public List<string> Words { get; } = [];

    public List<Execution> Executions { get; } = [];

    public List<(bool WasLong, Quantity Quantity, Price Price)> Liquidations { get; } = [];

    public void OnOrder(AccountOrder order) => Words.Add($"{order.Id}:{order.State}");

    public void OnExecution(Account account, Execution execution) => Executions.Add(execution);

    public void OnPosition(PositionState position)
    {
    }

    public void OnWallet(Account account)
    {
    }

    public void OnClosedPnl(Account account, ClosedPnl row)
    {
    }

    public void OnWalletChange(Account account, WalletChange row)
    {
    }

    public void OnTrade(Listing listing, in TapeTrade trade)
    {
    }

    public void OnLiquidation(Listing listing, bool wasLong, Quantity quantity, Price bankruptcyPrice) => Liquidations.Add((wasLong, quantity, bankruptcyPrice));
}
