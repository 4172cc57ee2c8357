namespace Ats.Server.Site;

/// <summary>
/// What a dashboard is sent about a topic: Sequence counts the topic's updates; a client that sees a gap asks for a snapshot. A snapshot
/// replaces what the client has; an update that is none (of decisions, fills, roundTrips) goes in front of it. AsOf is the engine's moment,
/// null before its first.
/// </summary>
public sealed record TopicUpdate(string Topic, long Sequence, DateTimeOffset? AsOf, bool IsSnapshot, object Data);
