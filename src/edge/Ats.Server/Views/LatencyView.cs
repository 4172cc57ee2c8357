namespace Ats.Server.Views;

/// <summary>Milliseconds from decision to acknowledgement over the last orders: with the journal's acknowledgement, and without; null before the first.</summary>
public sealed record LatencyView(long Orders, double? OrderP50, double? OrderP99, double? JournalP50, double? JournalP99);
