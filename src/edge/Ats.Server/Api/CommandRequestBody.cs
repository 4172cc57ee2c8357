using System.Text.Json.Serialization;

namespace Ats.Server.Api;

/// <summary>Why an operator does it, for the audit; and for which arm, absent = all.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CommandRequestBody(string? Arm = null, string? Note = null);
