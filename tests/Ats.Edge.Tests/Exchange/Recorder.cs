using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.State;
using Ats.Domain;

namespace Ats.Edge.Tests.Exchange;

/// <summary>Keeps what a core says: order states in order, executions, liquidations.</summary>
internal sealed class Recorder : IExchangeListener
{
    public List<string> Words { get; } = [];

    public List<Execution> Executions { get; } = [];

    public List<(bool WasLong, Quantity Quantity, Price Price)> Liquidations { get; } = [];

    /// <summary>A state log that hears along; null = none.</summary>
    public StateLog? Log { get; set; }

    public void OnOrder(AccountOrder order) => Words.Add($"{order.Id}:{order.State}");

    public void OnExecution(Account account, Execution execution)
    {
        Executions.Add(execution);
        Log?.Add(account, execution);
    }

    public void OnPosition(PositionState position) => Log?.Touch(position);

    public void OnWallet(Account account) => Log?.Touch(account);

    public void OnClosedPnl(Account account, ClosedPnl row) => Log?.Add(account, row);

    public void OnWalletChange(Account account, WalletChange row) => Log?.Add(account, row);

    public void OnTrade(Listing listing, in TapeTrade trade)
    {
    }

    public void OnLiquidation(Listing listing, bool wasLong, Quantity quantity, Price bankruptcyPrice) => Liquidations.Add((wasLong, quantity, bankruptcyPrice));
}
