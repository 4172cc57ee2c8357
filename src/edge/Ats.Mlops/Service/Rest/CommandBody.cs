namespace Ats.Mlops.Service.Rest;

/// <summary>What an operator may say with a command.</summary>
/// <param name="Symbol">Which instrument; may be left out where there is one only, and where all are meant.</param>
/// <param name="Reason">Goes to the audit.</param>
public sealed record CommandBody(string? Symbol = null, string? Reason = null);
