namespace Ats.MarketData.Download;

/// <summary>What a download did, day by day: brought, there already, and days the exchange has nothing of.</summary>
public sealed record DownloadResult(IReadOnlyList<DateOnly> Fetched, IReadOnlyList<DateOnly> Held, IReadOnlyList<DateOnly> Missing);
