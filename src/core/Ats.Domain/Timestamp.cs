using System.Globalization;

namespace Ats.Domain;

/// <summary>A moment in UTC: integer nanoseconds since 1970-01-01 (range 1678 to 2262).</summary>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    public const long NanosecondsPerMillisecond = 1_000_000;
    public const long NanosecondsPerSecond = 1_000_000_000;
    public const long NanosecondsPerDay = 86_400 * NanosecondsPerSecond;

    public static Timestamp MinValue => new(long.MinValue);

    public static Timestamp MaxValue => new(long.MaxValue);

    public static Timestamp FromMilliseconds(long unixMilliseconds) => new(checked(unixMilliseconds * NanosecondsPerMillisecond));

    public static Timestamp FromMicroseconds(long unixMicroseconds) => new(checked(unixMicroseconds * 1000));

    public static Timestamp FromDateTime(DateTimeOffset time) => new(checked((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100));

    public long ToMilliseconds() => Math.DivRem(Nanoseconds, NanosecondsPerMillisecond).Quotient;

    public DateTimeOffset ToDateTime() => new(DateTimeOffset.UnixEpoch.Ticks + (Nanoseconds / 100), TimeSpan.Zero);

    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public static bool operator <(Timestamp a, Timestamp b) => a.Nanoseconds < b.Nanoseconds;

    public static bool operator >(Timestamp a, Timestamp b) => a.Nanoseconds > b.Nanoseconds;

    public static bool operator <=(Timestamp a, Timestamp b) => a.Nanoseconds <= b.Nanoseconds;

    public static bool operator >=(Timestamp a, Timestamp b) => a.Nanoseconds >= b.Nanoseconds;

    /// <summary>Nanoseconds from <paramref name="b"/> to <paramref name="a"/>.</summary>
    public static long operator -(Timestamp a, Timestamp b) => a.Nanoseconds - b.Nanoseconds;

    public static Timestamp operator +(Timestamp a, long nanoseconds) => new(a.Nanoseconds + nanoseconds);

    /// <summary>ISO-8601 UTC with milliseconds, more digits only where the moment has them.</summary>
    public override string ToString() => Nanoseconds % NanosecondsPerMillisecond == 0
        ? ToDateTime().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)
        : ToDateTime().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture) + (Nanoseconds % 100).ToString("00", CultureInfo.InvariantCulture) + "Z";
}
