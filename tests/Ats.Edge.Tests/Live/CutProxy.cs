using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Ats.Edge.Tests.Live;

/// <summary>The line between a contest and its exchange: passes bytes on, cuts connections where the plan says, and notes every order that is sent.</summary>
internal sealed partial class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _created = new();
    private readonly Task _accepting;
    private volatile int _target;
    private int _seen;
    private int _left;

    public CutProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often each link id was sent as a new order.</summary>
    public IReadOnlyDictionary<string, int> Created => _created;

    public int Cuts { get; private set; }

    public CutPlan? Plan { get; private set; }

    public void Arm(CutPlan plan)
    {
        _seen = 0;
        _left = plan.Times;
        Plan = plan;
    }

    public void Disarm() => Plan = null;

    /// <summary>New connections go to another exchange process.</summary>
    public void Point(int port) => _target = port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.NoDelay = server.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(PumpAsync(client, server, true), PumpAsync(server, client, false));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The exchange is down, or the test is over.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool fromClient)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (true)
            {
                var count = await from.ReceiveAsync(buffer.AsMemory(), _stop.Token);
                if (count == 0) return;
                var text = fromClient ? Plain(buffer.AsSpan(0, count)) : Plan is null ? "" : Encoding.Latin1.GetString(buffer, 0, count);
                var cut = Cut(text, fromClient);
                // What is cut before it passes was never sent.
                if (cut is not { After: false } && fromClient) Note(text);
                if (cut is { After: false }) return;
                await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
                if (cut is null) continue;
                // The exchange gets its time to read, the client none to hear the answer.
                if (fromClient)
                {
                    from.Close();
                    await Task.Delay(50, _stop.Token);
                }

                return;
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone.
        }
    }

    private CutPlan? Cut(string text, bool fromClient)
    {
        if (Plan is not { } plan || plan.FromClient != fromClient || !text.Contains(plan.Text, StringComparison.Ordinal)) return null;
        lock (_created)
        {
            if (_left == 0 || ++_seen < plan.Nth) return null;
            _seen = 0;
            _left--;
            Cuts++;
            return plan;
        }
    }

    private void Note(string text)
    {
        foreach (Match match in CreatedLink().Matches(text)) _created.AddOrUpdate(match.Groups[1].Value, 1, (_, n) => n + 1);
    }

    [GeneratedRegex("order(?:\\.|/)create(?:(?!order(?:\\.|/)create).)*?\"orderLinkId\":\"([^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex CreatedLink();

    /// <summary>HTTP as it is; a client's WebSocket frames unmasked.</summary>
    private static string Plain(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] is not 0x81) return Encoding.Latin1.GetString(bytes);
        var text = new StringBuilder();
        while (bytes.Length > 8 && bytes[0] == 0x81)
        {
            var length = bytes[1] & 0x7F;
            var at = 2;
            if (length == 126) (length, at) = ((bytes[2] << 8) | bytes[3], 4);
            var mask = bytes.Slice(at, 4);
            at += 4;
            for (var i = 0; i < length && at + i < bytes.Length; i++) text.Append((char)(bytes[at + i] ^ mask[i % 4]));
            if (at + length >= bytes.Length) break;
            bytes = bytes[(at + length)..];
        }

        return text.ToString();
    }
}
