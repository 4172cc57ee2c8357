using Ats.Bybit.Exchange.Faults;

namespace Ats.Bybit.Exchange;

/// <summary>How a simulated exchange is set up.</summary>
public sealed record ExchangeSettings
{
    /// <summary>Loopback port; 0 picks a free one.</summary>
    public int Port { get; init; }

    public string Key { get; init; } = "sim-key";

    public string Secret { get; init; } = "sim-secret";

    /// <summary>Off: no endpoint, IP or connection limits.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>Seeds ids of connections and faults; the market has its own seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Directory of the durable state; null keeps everything in memory.</summary>
    public string? StateDirectory { get; init; }

    public FaultPlan Faults { get; init; } = new();

    /// <summary>What the account behind the key starts with (only when it is new).</summary>
    public IReadOnlyDictionary<string, decimal> Funds { get; init; } = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["USDT"] = 1_000_000m, ["BTC"] = 1m, ["ETH"] = 10m };
}
