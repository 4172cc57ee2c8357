namespace Ats.Server.Api;

/// <summary>Why an operator does it, for the audit; and for which arm, absent = all.</summary>
public sealed record CommandRequestBody(string? Arm = null, string? Note = null);
