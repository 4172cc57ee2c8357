namespace Ats.Engine;

/// <summary>How often an arm did what.</summary>
public sealed record ArmCounts(long Orders, long Fills, long RoundTrips, long Denials, long Rejections)
{
    /// <summary>Chances its strategy let go.</summary>
    public long Refusals { get; init; }

    /// <summary>Times the forecast it listens to was gone: expired, late, stale or degraded.</summary>
    public long ForecastGaps { get; init; }
}
