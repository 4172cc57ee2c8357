namespace Ats.Simulation;

/// <summary>
/// How long words travel, nanoseconds: orders and cancels to the exchange, reports back. Constant; market data's own latency is already in
/// its receive times.
/// </summary>
public sealed record LatencyModel(long EntryNanoseconds, long ReportNanoseconds)
{
    public static LatencyModel None { get; } = new(0, 0);

    public static LatencyModel FromMilliseconds(double entryMilliseconds, double reportMilliseconds) => new((long)(entryMilliseconds * 1e6), (long)(reportMilliseconds * 1e6));
}
