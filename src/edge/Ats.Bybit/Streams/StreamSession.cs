using System.Buffers;
using System.Net.WebSockets;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>
/// One WebSocket kept alive: connect, hand over frames, ping, notice silence, and after any end connect again with back-off and seeded jitter.
/// One reader; sends from anywhere, one at a time. Dispose it when its run has ended.
/// </summary>
public abstract class StreamSession : IDisposable
{
    /// <summary>How much of a malformed frame is told.</summary>
    internal const int ToldBytes = 512;

    private static readonly byte[] Ping = "{\"op\":\"ping\"}"u8.ToArray();

    private readonly Uri _address;
    private readonly bool _direct;
    private readonly TimeProvider _time;
    private readonly IStreamEvents _events;
    private readonly Rng _jitter;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly List<byte[]> _outbox = [];
    private readonly Lock _statusLock = new();
    private volatile ClientWebSocket? _socket;
    private volatile string _abortReason = "";
    private StreamStatus _status;
    private long _lastFrame;
    private long _lastPing;
    private long _connected;

    private protected StreamSession(string name, BybitEnvironment environment, Uri address, StreamSettings settings, TimeProvider time, IStreamEvents events)
    {
        (Name, Settings, _address, _time, _events) = (name, settings, address, time, events);
        _direct = environment.Kind == EnvironmentKind.Simulated;
        _jitter = new Rng(settings.Seed);
        _status = new StreamStatus(name, StreamState.Stopped, Now, 0, "");
    }

    public string Name { get; }

    /// <summary>As of now; also told to the sink at every change.</summary>
    public StreamStatus Status
    {
        get { lock (_statusLock) return _status; }
    }

    private protected StreamSettings Settings { get; }

    private protected Timestamp Now => Timestamp.FromDateTime(_time.GetUtcNow());

    private protected TimeProvider Time => _time;

    /// <summary>Runs until cancelled; every failure of the connection ends in another attempt.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var failures = 0;
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                SetState(StreamState.Connecting, connection: 1);
                var why = await ConnectAndReadAsync(cancel);
                failures = Status.State == StreamState.Live ? 1 : failures + 1;
                OnClosed(why);
                if (cancel.IsCancellationRequested) break;
                SetState(StreamState.BackingOff, why);
                await Task.Delay(BackOff(failures), _time, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Asked to stop while waiting.
        }

        SetState(StreamState.Stopped, "stopped");
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _sending.Dispose();
    }

    /// <summary>The connection stands: say what is wanted (through <see cref="Post"/>).</summary>
    private protected abstract void OnOpen();

    private protected abstract void OnFrame(ReadOnlySpan<byte> frame, Timestamp received);

    /// <summary>The connection is gone: whatever hung on it is void.</summary>
    private protected abstract void OnClosed(string why);

    /// <summary>Sends a frame after the present one has been handled. Only from OnOpen and OnFrame.</summary>
    private protected void Post(byte[] frame) => _outbox.Add(frame);

    /// <summary>Ends the connection, to be made anew.</summary>
    private protected void Abort(string why)
    {
        if (_abortReason.Length == 0) _abortReason = why;
        _socket?.Abort();
    }

    private protected void SetState(StreamState state, string? why = null, int connection = 0)
    {
        StreamStatus status;
        lock (_statusLock) status = _status = new StreamStatus(Name, state, Now, _status.Connection + connection, why ?? _status.Why);
        _events.OnStatus(status);
    }

    private protected void Malformed(FrameResult result, ReadOnlySpan<byte> frame) => _events.OnMalformed(Name, result, frame[..Math.Min(frame.Length, ToldBytes)]);

    /// <summary>False: nothing left, since there is no open connection. An exception: some bytes may have left.</summary>
    private protected async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            if (_socket is not { State: WebSocketState.Open } socket) return false;
            await socket.SendAsync(frame, WebSocketMessageType.Text, true, CancellationToken.None);
            return true;
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<string> ConnectAndReadAsync(CancellationToken cancel)
    {
        _abortReason = "";
        _outbox.Clear();
        _connected = _lastFrame = _lastPing = _time.GetTimestamp();
        using var socket = new ClientWebSocket();
        if (_direct) socket.Options.Proxy = null;
        _socket = socket;
        await using var stop = cancel.UnsafeRegister(static s => ((ClientWebSocket)s!).Abort(), socket);
        await using var watch = _time.CreateTimer(_ => Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        try
        {
            await socket.ConnectAsync(_address, cancel);
            OnOpen();
            await FlushAsync(cancel);
            await ReadAsync(socket, cancel);
            return _abortReason.Length > 0 ? _abortReason : "closed by the exchange";
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or HttpRequestException)
        {
            return _abortReason.Length > 0 ? _abortReason : $"connection lost ({(e as WebSocketException)?.WebSocketErrorCode.ToString() ?? e.GetType().Name})";
        }
        finally
        {
            _socket = null;
        }
    }

    private async Task ReadAsync(ClientWebSocket socket, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close) return;
                length += part.Count;
                Volatile.Write(ref _lastFrame, _time.GetTimestamp());
                if (length > Settings.MaxFrameBytes)
                {
                    Malformed(new FrameResult(FrameStatus.Malformed, 0, length), buffer.AsSpan(0, length));
                    Abort($"a frame larger than {Settings.MaxFrameBytes} bytes");
                    return;
                }

                if (part.EndOfMessage)
                {
                    OnFrame(buffer.AsSpan(0, length), Now);
                    length = 0;
                    if (_outbox.Count > 0) await FlushAsync(cancel);
                }
                else if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        foreach (var frame in _outbox) await SendAsync(frame, cancel);
        _outbox.Clear();
    }

    /// <summary>Once a second: is it silent, does it not come up, is a ping due?</summary>
    private void Watch()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastFrame)) > Settings.Silence) Abort($"silent for {Settings.Silence.TotalSeconds:0} s");
        else if (Status.State != StreamState.Live && _time.GetElapsedTime(_connected) > Settings.Handshake) Abort($"not live within {Settings.Handshake.TotalSeconds:0} s");
        else if (_time.GetElapsedTime(_lastPing) >= Settings.PingEvery)
        {
            _lastPing = _time.GetTimestamp();
            _ = PingAsync();
        }
    }

    private async Task PingAsync()
    {
        try
        {
            await SendAsync(Ping, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            Abort("a ping could not be sent");
        }
    }

    private TimeSpan BackOff(int failures)
    {
        var full = Math.Min(Settings.LongestBackOff.Ticks, Settings.FirstBackOff.Ticks * Math.Pow(2, Math.Min(failures - 1, 30)));
        return TimeSpan.FromTicks((long)(full * (0.5 + (0.5 * _jitter.NextDouble()))));
    }
}
