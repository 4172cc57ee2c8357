namespace Ats.Bybit.Rest;

/// <summary>How REST behaves.</summary>
public sealed record RestSettings
{
    public int ReceiveWindowMilliseconds { get; init; } = 5000;

    /// <summary>After this without an answer a request's outcome is unknown.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a read is tried in all; writes are sent once.</summary>
    public int ReadAttempts { get; init; } = 3;

    /// <summary>Wait before the second try of a read, doubled for the third.</summary>
    public TimeSpan ReadBackOff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Answers larger than this are refused, in bytes.</summary>
    public int MaxReplyBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Time measurements in one sitting.</summary>
    public int ClockSamples { get; init; } = 5;
}
