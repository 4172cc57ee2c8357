using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Edge.Tests.Bybit;

/// <summary>Keeps every private row.</summary>
internal sealed class RowCollector : IPrivateRows
{
    public List<OrderRow> Orders { get; } = [];
    public List<ExecutionRow> Executions { get; } = [];
    public List<FastExecutionRow> FastExecutions { get; } = [];
    public List<PositionRow> Positions { get; } = [];
    public List<WalletRow> Wallets { get; } = [];

    public int Count => Orders.Count + Executions.Count + FastExecutions.Count + Positions.Count + Wallets.Count;

    public void OnOrder(OrderRow order, Timestamp received) => Orders.Add(order);

    public void OnExecution(ExecutionRow execution, Timestamp received) => Executions.Add(execution);

    public void OnFastExecution(FastExecutionRow execution, Timestamp received) => FastExecutions.Add(execution);

    public void OnPosition(PositionRow position, Timestamp received) => Positions.Add(position);

    public void OnWallet(WalletRow wallet, Timestamp received) => Wallets.Add(wallet);
}
