namespace Ats.Server.Site;

/// <summary>
/// What a dashboard is sent about a topic: Sequence counts the topic's updates; a client that sees a gap asks for a snapshot. A snapshot
/// replaces what the client has; an update of a list topic (decisions, fills, roundTrips, equity) adds to it, of any other replaces it.
/// </summary>
public sealed record TopicUpdate(string Topic, long Sequence, DateTimeOffset AsOf, bool IsSnapshot, object Data);
