using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Loop;

/// <summary>What a challenger and what was served beside it said on the same rows at 15 s, and what came.</summary>
/// <param name="Incumbent">Version compared with, null = the random walk.</param>
/// <param name="Challenger">Of the challenger.</param>
/// <param name="Served">Of the incumbent, row by row the same.</param>
/// <param name="LatencyP99Microseconds">Of the challenger's step.</param>
/// <param name="Faults">Rows on which the challenger threw or gave no numbers.</param>
public sealed record ShadowEvidence(string Version, string? Incumbent, HorizonTrack Challenger, HorizonTrack Served, double LatencyP99Microseconds, long Faults)
{
    /// <summary>A successor of an old champion need only be not inferior.</summary>
    public LoopTrigger? Trigger { get; init; }

    public int Count => Challenger.Count;
}
