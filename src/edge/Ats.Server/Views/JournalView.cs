namespace Ats.Server.Views;

/// <summary>Where the run is journaled; entries appended, durable, and the difference.</summary>
public sealed record JournalView(string Store, long Appended, long Durable, long Lag);
