namespace Ats.Bybit.Rest;

/// <summary>Accepted, not executed: the truth comes on the order stream.</summary>
public sealed record OrderAck(string OrderId, string OrderLinkId);
