using Ats.Domain;

namespace Ats.Simulation.Synthetic;

/// <summary>An invented market: how long, from when, from which seed. It is no evidence about any exchange.</summary>
public sealed record SyntheticSettings(ulong Seed = 1, double Hours = 6)
{
    public Timestamp Start { get; init; } = Timestamp.FromMilliseconds(1_767_225_600_000); // 2026-01-01T00:00:00Z
}
