namespace Ats.Mlops.Service.Rest;

/// <summary>A version that was passed over, and why.</summary>
public sealed record IgnoredView(string Symbol, string File, string Reason);
