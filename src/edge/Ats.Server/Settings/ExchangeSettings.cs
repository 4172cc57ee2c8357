namespace Ats.Server.Settings;

/// <summary>The exchange that a simulated contest starts as a process of its own.</summary>
public sealed record ExchangeSettings
{
    /// <summary>0 = any free port.</summary>
    public int Port { get; init; }

    /// <summary>synthetic, or replay:TAPE.</summary>
    public string Market { get; init; } = "synthetic";

    /// <summary>Where it keeps its books between runs.</summary>
    public string State { get; init; } = "runs/live/exchange";

    /// <summary>Address of an exchange that runs already, as in http://127.0.0.1:5090; null = start one.</summary>
    public string? Address { get; init; }
}
