namespace Ats.Server.Views;

/// <summary>One connection to the exchange: its name (public, private, trade), state (connecting, connected, disconnected), age of its last message.</summary>
public sealed record FeedView(string Name, string State, double? AgeMilliseconds, long Messages, long Reconnects, long Gaps);
