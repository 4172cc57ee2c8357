using Ats.Domain;

namespace Ats.Bybit;

/// <summary>
/// The exchange's clock seen from here: offset = median of several exchanges of time, uncertainty = half the round trip of that median.
/// A request's stamp leans to the past by the uncertainty, since the exchange forgives seconds there and only one in the future.
/// </summary>
public sealed class ServerClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _offset;
    private long _uncertainty = -1;

    /// <summary>False until the first measurement.</summary>
    public bool IsMeasured => Interlocked.Read(ref _uncertainty) >= 0;

    /// <summary>Exchange minus local, in ns.</summary>
    public long OffsetNanoseconds => Interlocked.Read(ref _offset);

    /// <summary>Half a round trip, in ns; -1 before the first measurement.</summary>
    public long UncertaintyNanoseconds => Interlocked.Read(ref _uncertainty);

    public Timestamp LocalNow => Timestamp.FromDateTime(time.GetUtcNow());

    public Timestamp Now => LocalNow + OffsetNanoseconds;

    /// <summary>What to stamp a request with, in ms.</summary>
    public long StampMilliseconds => (Now + -Math.Max(0, UncertaintyNanoseconds)).ToMilliseconds();

    /// <summary>Takes measurements of one sitting: the exchange's time, and when we asked and got the answer.</summary>
    public void Set(IReadOnlyList<(Timestamp Sent, Timestamp Server, Timestamp Received)> samples)
    {
        if (samples.Count == 0) throw new ArgumentException("A clock needs at least one sample.", nameof(samples));
        var sorted = samples
            .Select(s => (Offset: s.Server - (s.Sent + ((s.Received - s.Sent) / 2)), Uncertainty: (s.Received - s.Sent) / 2))
            .OrderBy(s => s.Offset)
            .ToArray();
        var median = sorted[sorted.Length / 2];
        lock (_lock)
        {
            Interlocked.Exchange(ref _offset, median.Offset);
            Interlocked.Exchange(ref _uncertainty, median.Uncertainty);
        }
    }

    /// <summary>How long from now until a moment of the exchange's clock; never negative.</summary>
    public TimeSpan Until(Timestamp server) => TimeSpan.FromTicks(Math.Max(0, (server - Now) / 100));

    public override string ToString() => IsMeasured
        ? $"exchange clock {OffsetNanoseconds / 1e6:+0.0;-0.0} ms ± {UncertaintyNanoseconds / 1e6:0.0} ms"
        : "exchange clock not measured";
}
