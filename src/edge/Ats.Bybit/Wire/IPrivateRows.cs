using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>
/// Takes the rows of the private streams with the time we got them. Order between topics is not promised, a row may come twice or late:
/// see <see cref="OrderMerge"/> and <see cref="ExecutionFilter"/>.
/// </summary>
public interface IPrivateRows
{
    void OnOrder(OrderRow order, Timestamp received);

    void OnExecution(ExecutionRow execution, Timestamp received);

    void OnFastExecution(FastExecutionRow execution, Timestamp received);

    void OnPosition(PositionRow position, Timestamp received);

    void OnWallet(WalletRow wallet, Timestamp received);
}
