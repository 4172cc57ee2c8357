namespace Ats.Mlops.Loop;

/// <summary>How the champion stands.</summary>
/// <param name="Failing">Why it must not serve on, in words; null = it may.</param>
/// <param name="Drift">Why it should be retrained; null = no drift.</param>
/// <param name="CoverageError">Share inside the 90 % intervals over the last hour minus 0.9; null = too little to say.</param>
public readonly record struct WatchReading(string? Failing, string? Drift, double? CoverageError);
