namespace Ats.Server.Api;

/// <summary>What came of a command: Order is the name of the order that went out, if one did.</summary>
public sealed record CommandAnswer(bool Done, string? Order);
