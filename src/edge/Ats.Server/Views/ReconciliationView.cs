namespace Ats.Server.Views;

/// <summary>Our books against the exchange's: when last compared, and what differs (empty = equal). Before the first comparison CheckedAt is null.</summary>
public sealed record ReconciliationView(DateTimeOffset? CheckedAt, bool IsEqual, long Checks, IReadOnlyList<DifferenceView> Differences);
