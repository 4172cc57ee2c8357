namespace Ats.Mlops.Registry;

/// <summary>A stretch of market time, UTC, end not included.</summary>
public readonly record struct DataSpan(DateTimeOffset From, DateTimeOffset To)
{
    public bool Overlaps(DataSpan other) => From < other.To && other.From < To;

    public override string ToString() => $"{From.UtcDateTime:yyyy-MM-dd HH:mm:ss} to {To.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
}
