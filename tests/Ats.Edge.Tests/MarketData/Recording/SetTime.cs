namespace Ats.Edge.Tests.MarketData.Recording;

/// <summary>A wall clock that stands where the test puts it.</summary>
internal sealed class SetTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => Now;
}
