namespace Ats.Edge.Tests.Exchange;

/// <summary>Real time plus what the test adds.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _offsetMs;

    public long OffsetMs => Interlocked.Read(ref _offsetMs);

    public void Advance(long milliseconds) => Interlocked.Add(ref _offsetMs, milliseconds);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddMilliseconds(OffsetMs);
}
