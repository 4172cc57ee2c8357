namespace Ats.Bybit.Exchange.Rest;

/// <summary>Limits per address (everybody here is loopback): 600 requests in 5 s, 500 new connections in 5 min.</summary>
internal sealed class IpLimits(bool on, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly RateWindow _requests = new(600, 5000);
    private readonly RateWindow _connections = new(500, 300_000);

    public bool TryRequest() => TryTake(_requests);

    public bool TryConnect() => TryTake(_connections);

    private bool TryTake(RateWindow window)
    {
        if (!on) return true;
        lock (_lock) return window.TryTake(time.GetUtcNow().ToUnixTimeMilliseconds(), 1, out _);
    }
}
