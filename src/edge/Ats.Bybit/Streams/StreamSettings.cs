namespace Ats.Bybit.Streams;

/// <summary>How connections are kept.</summary>
public sealed record StreamSettings
{
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>No frame of any kind for so long, pongs included: the connection is dead.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From connecting to live at most.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>First wait before a new attempt; doubled each time, with a seeded jitter of half.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Larger frames end the connection, in bytes.</summary>
    public int MaxFrameBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Without an answer in this time a request's outcome is unknown (trade socket).</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far in the exchange's future an authentication expires.</summary>
    public TimeSpan AuthValidity { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Seeds the jitter.</summary>
    public ulong Seed { get; init; } = 1;
}
