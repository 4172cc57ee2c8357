namespace Ats.Forecasting.Drift;

/// <summary>What one monitor says now.</summary>
/// <param name="Name"><c>psi</c>, <c>pit</c>, <c>page-hinkley</c> or <c>coverage</c>.</param>
/// <param name="Value">Null until enough has been seen.</param>
/// <param name="Words">For a reader.</param>
public sealed record DriftSignal(string Name, double? Value, double Threshold, bool Triggered, string Words);
