namespace Ats.Mlops.Registry;

/// <summary>One named check of a gate, with the numbers in words.</summary>
public sealed record CheckRecord(string Name, bool Passed, string Detail);
