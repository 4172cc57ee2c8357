using System.Net.WebSockets;
using Ats.Bybit.Exchange.Core;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>One WebSocket connection as the exchange loop knows it. Everything but the outgoing frames belongs to the loop's thread.</summary>
internal sealed class SocketSession(ChannelKind kind, string connectionId, long maxIdleMs) : IDisposable
{
    private const int OutgoingLimitBytes = 8 * 1024 * 1024;
    private readonly HashSet<ulong> _requestIds = [];
    private readonly Queue<ulong> _requestOrder = new();

    public ChannelKind Kind { get; } = kind;

    public string ConnectionId { get; } = connectionId;

    public long MaxIdleMs { get; } = maxIdleMs;

    public OutgoingFrames Outgoing { get; } = new(OutgoingLimitBytes);

    public CancellationTokenSource Cut { get; } = new();

    public Account? Account { get; set; }

    /// <summary>Completed when the loop has forgotten the session and will not touch it again.</summary>
    public TaskCompletionSource Forgotten { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HashSet<string> Topics { get; } = new(StringComparer.Ordinal);

    public long LastHeardMs { get; set; }

    /// <summary>Waits in the loop's list of sessions to flush.</summary>
    public bool NeedsFlush { get; set; }

    public bool IsPublic => Kind is ChannelKind.PublicLinear or ChannelKind.PublicSpot or ChannelKind.PublicOther;

    /// <summary>Queues a frame; cuts the connection when the client is too slow.</summary>
    public void Send(ReadOnlySpan<byte> frame)
    {
        if (!Outgoing.TryAppend(frame)) CutNow();
    }

    /// <summary>Ends the connection without a farewell.</summary>
    public void CutNow() => _ = Cut.CancelAsync();

    /// <summary>Remembers a request id; false when it was seen among the last 65,536 of this connection.</summary>
    public bool TryUseRequestId(ReadOnlySpan<byte> id)
    {
        var hash = System.IO.Hashing.XxHash3.HashToUInt64(id);
        if (!_requestIds.Add(hash)) return false;
        _requestOrder.Enqueue(hash);
        if (_requestOrder.Count > 65_536) _requestIds.Remove(_requestOrder.Dequeue());
        return true;
    }

    /// <summary>Sends queued frames until closed or cut.</summary>
    public async Task PumpAsync(WebSocket socket)
    {
        while (true)
        {
            var block = await Outgoing.TakeAsync(Cut.Token);
            if (block.IsEmpty) return;
            while (!block.IsEmpty)
            {
                var length = BitConverter.ToInt32(block.Span);
                await socket.SendAsync(block.Slice(4, length), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, Cut.Token);
                block = block[(4 + length)..];
            }

            if (Outgoing.IsClosed) return;
        }
    }

    public void Dispose()
    {
        Outgoing.Dispose();
        Cut.Dispose();
    }
}
