namespace Ats.Analytics.Reports;

/// <summary>How often a reason (its template, numbers left open) stood behind a decision.</summary>
public readonly record struct ReasonCount(string Reason, long Count);
