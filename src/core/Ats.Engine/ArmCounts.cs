namespace Ats.Engine;

/// <summary>How often an arm did what.</summary>
public sealed record ArmCounts(long Orders, long Fills, long RoundTrips, long Denials, long Rejections);
