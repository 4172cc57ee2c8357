namespace Ats.Bybit.Exchange.Sockets;

/// <summary>
/// Frames on their way to one client: appended by the exchange loop, taken by the connection's sender. Bounded: a client that lets the
/// limit pile up is cut (its append fails), since a gap in a stream is worse than a reconnect.
/// </summary>
internal sealed class OutgoingFrames(int limitBytes) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _ready = new(0, 1);
    private byte[] _filling = new byte[16 * 1024];
    private byte[] _spare = new byte[16 * 1024];
    private int _length;
    private bool _signalled;
    private bool _closed;

    /// <summary>Nothing is taken in any more; what was there may still be sent.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock) return _closed;
        }
    }

    /// <summary>False when the client is too slow.</summary>
    public bool TryAppend(ReadOnlySpan<byte> frame)
    {
        lock (_lock)
        {
            if (_closed) return true;
            var needed = _length + 4 + frame.Length;
            if (needed > limitBytes) return false;
            if (needed > _filling.Length) Array.Resize(ref _filling, Math.Max(needed, _filling.Length * 2));
            BitConverter.TryWriteBytes(_filling.AsSpan(_length), frame.Length);
            frame.CopyTo(_filling.AsSpan(_length + 4));
            _length = needed;
            return true;
        }
    }

    /// <summary>Wakes the sender when there is something to send.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            if (_signalled || _length == 0) return;
            _signalled = true;
        }

        _ready.Release();
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            if (_signalled) return;
            _signalled = true;
        }

        _ready.Release();
    }

    /// <summary>Waits for frames: a block of (int length, bytes)*; empty when closed. Valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(CancellationToken cancel)
    {
        await _ready.WaitAsync(cancel);
        lock (_lock)
        {
            _signalled = false;
            (_filling, _spare) = (_spare, _filling);
            var taken = _spare.AsMemory(0, _length);
            _length = 0;
            return taken;
        }
    }

    public void Dispose() => _ready.Dispose();
}
