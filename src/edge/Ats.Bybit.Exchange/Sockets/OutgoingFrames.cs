namespace Ats.Bybit.Exchange.Sockets;

/// <summary>
/// Frames on their way to one client. The exchange loop stages them and releases them with <see cref="Flush"/>, once what they tell is
/// durable; the connection's sender takes what is released. Bounded: a client that lets the limit pile up is cut (its append fails),
/// since a gap in a stream is worse than a reconnect.
/// </summary>
internal sealed class OutgoingFrames(int limitBytes) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _ready = new(0, 1);
    private byte[] _staged = new byte[4 * 1024];
    private byte[] _filling = new byte[16 * 1024];
    private byte[] _spare = new byte[16 * 1024];
    private int _stagedLength;
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

    /// <summary>Stages a frame (loop only); false when the client is too slow.</summary>
    public bool TryAppend(ReadOnlySpan<byte> frame)
    {
        var needed = _stagedLength + 4 + frame.Length;
        if (needed > limitBytes) return false;
        if (needed > _staged.Length) Array.Resize(ref _staged, Math.Max(needed, _staged.Length * 2));
        BitConverter.TryWriteBytes(_staged.AsSpan(_stagedLength), frame.Length);
        frame.CopyTo(_staged.AsSpan(_stagedLength + 4));
        _stagedLength = needed;
        return true;
    }

    /// <summary>Releases staged frames and wakes the sender (loop only); false when the client is too slow.</summary>
    public bool Flush()
    {
        lock (_lock)
        {
            if (_closed || _stagedLength == 0) return true;
            var needed = _length + _stagedLength;
            if (needed > limitBytes) return false;
            if (needed > _filling.Length) Array.Resize(ref _filling, Math.Max(needed, _filling.Length * 2));
            _staged.AsSpan(0, _stagedLength).CopyTo(_filling.AsSpan(_length));
            _length = needed;
            _stagedLength = 0;
            if (_signalled) return true;
            _signalled = true;
        }

        _ready.Release();
        return true;
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
