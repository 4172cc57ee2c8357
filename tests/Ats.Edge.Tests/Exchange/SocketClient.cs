using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Ats.Edge.Tests.Exchange;

/// <summary>A socket that hands out frames one by one.</summary>
internal sealed class SocketClient(ClientWebSocket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[1024 * 1024];

    public WebSocketState State => socket.State;

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendAsync(byte[] bytes) => socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>The next frame that is wanted; others are passed over. Gives up after ten seconds.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> wanted)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(_buffer.AsMemory(length), late.Token);
                if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("closed: " + socket.CloseStatus);
                length += part.Count;
                if (part.EndOfMessage) break;
            }

            using var document = JsonDocument.Parse(_buffer.AsMemory(0, length));
            if (wanted(document.RootElement)) return document.RootElement.Clone();
        }
    }

    public Task<JsonElement> TopicAsync(string topic, Func<JsonElement, bool>? wanted = null) =>
        NextAsync(f => f.TryGetProperty("topic", out var t) && t.GetString() == topic && (wanted is null || wanted(f)));

    public async Task<JsonElement> AskAsync(string text)
    {
        await SendAsync(text);
        return await NextAsync(f => !f.TryGetProperty("topic", out _));
    }

    public void Dispose() => socket.Dispose();
}
