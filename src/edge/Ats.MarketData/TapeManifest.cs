namespace Ats.MarketData;

/// <summary>What a data directory holds: <c>manifest.json</c>, written last and whole. Files it does not name do not count.</summary>
public sealed record TapeManifest
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public IReadOnlyList<SegmentInfo> Segments { get; init; } = [];
}
