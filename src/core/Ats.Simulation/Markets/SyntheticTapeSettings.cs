using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>An invented tape: from which seed, how long, from when, how much of the book. It is no evidence about any exchange.</summary>
/// <param name="Seed">Same seed, same events.</param>
/// <param name="Hours">Length, above 0 and at most 2160.</param>
public sealed record SyntheticTapeSettings(ulong Seed = 1, double Hours = 6)
{
    public Timestamp Start { get; init; } = Timestamp.FromMilliseconds(1_767_225_600_000); // 2026-01-01T00:00:00Z

    /// <summary>Levels told of each side, 1 to 50.</summary>
    public int Levels { get; init; } = 10;

    /// <summary>How often the book is told: a multiple of 100 ms, at most 60 s.</summary>
    public int BookMilliseconds { get; init; } = 1000;
}
