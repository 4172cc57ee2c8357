using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Ats.Edge.Tests.Bybit;

/// <summary>The exchange's end of a socket, as a test drives it.</summary>
internal sealed class SocketPeer(WebSocket socket)
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>The next request of the client; none once it is gone.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        try
        {
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                length += part.Count;
                if (part.EndOfMessage) return JsonNode.Parse(_buffer.AsSpan(0, length));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    public Task SendAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>Reads a subscription and says yes; returns its topics.</summary>
    public async Task<string[]> AcceptAsync()
    {
        var request = (await ReadAsync())!;
        await SendAsync($"{{\"success\":true,\"ret_msg\":\"\",\"op\":\"{request["op"]}\",\"req_id\":\"{request["req_id"]}\",\"conn_id\":\"c\"}}");
        return [.. request["args"]!.AsArray().Select(a => a!.ToString())];
    }

    /// <summary>Until the client is gone.</summary>
    public async Task IdleAsync()
    {
        while (await ReadAsync() is not null)
        {
            // Pings and the like are of no interest here.
        }
    }

    public void Cut() => socket.Abort();
}
