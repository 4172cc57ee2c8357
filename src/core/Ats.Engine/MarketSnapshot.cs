using Ats.Domain;

namespace Ats.Engine;

/// <summary>What the engine knows of an instrument's market; zero prices where nothing came yet, ReceivedAt of the last event.</summary>
public readonly record struct MarketSnapshot(Price Last, Price Bid, Price Ask, Price Mark, Timestamp ReceivedAt);
