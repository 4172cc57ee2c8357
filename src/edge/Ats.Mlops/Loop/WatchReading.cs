namespace Ats.Mlops.Loop;

/// <summary>How the champion stands.</summary>
/// <param name="Failing">Why it must not serve on, in words; null = it may.</param>
/// <param name="Drift">Why it should be retrained; null = no drift.</param>
/// <param name="Coverage">How far the 90 % intervals of the last hour are off, where that is too far; null = they hold, or it is too early to say.</param>
public readonly record struct WatchReading(string? Failing, string? Drift, string? Coverage);
