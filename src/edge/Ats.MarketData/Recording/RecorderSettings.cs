namespace Ats.MarketData.Recording;

/// <summary>How a recording is cut.</summary>
public sealed record RecorderSettings
{
    /// <summary>What is recorded reaches the disk so often: the most that a crash loses.</summary>
    public TimeSpan CommitEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A segment holds so much time (whole multiples since midnight UTC)…</summary>
    public TimeSpan SegmentLength { get; init; } = TimeSpan.FromHours(1);

    /// <summary>…or so many rows.</summary>
    public long MaxSegmentRows { get; init; } = 8_000_000;

    /// <summary>So many rows waiting in memory are written before their time; eight times as many end the recording: the disk cannot keep up.</summary>
    public int MaxWaitingRows { get; init; } = 500_000;
}
