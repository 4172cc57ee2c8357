namespace Ats.Mlops.Service.Rest;

/// <param name="Name"><c>psi</c>, <c>pit</c>, <c>page-hinkley</c>, <c>coverage</c>.</param>
/// <param name="Value">Null until enough has been seen.</param>
public sealed record SignalView(string Name, double? Value, double Threshold, bool Triggered, string Words);
