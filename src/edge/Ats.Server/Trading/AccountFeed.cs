using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>The private stream into the tracker.</summary>
internal sealed class AccountFeed(OrderTracker tracker, LastResortStops stops, StreamBoard board) : IPrivateSink
{
    public void OnOrder(OrderRow order, Timestamp received)
    {
        board.Seen("private", 1);
        tracker.OnOrder(order, received);
    }

    public void OnExecution(ExecutionRow execution, Timestamp received)
    {
        board.Seen("private", 1);
        tracker.OnExecution(execution, received);
    }

    public void OnFastExecution(FastExecutionRow execution, Timestamp received)
    {
        // Not subscribed: it has no fee and no name of maker fills.
    }

    public void OnPosition(PositionRow position, Timestamp received)
    {
        board.Seen("private", 1);
        stops.OnPosition(position);
    }

    public void OnWallet(WalletRow wallet, Timestamp received) => board.Seen("private", 1);

    public void OnStatus(in StreamStatus status) => board.Status(in status);

    public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame) => board.Malformed(stream);
}
