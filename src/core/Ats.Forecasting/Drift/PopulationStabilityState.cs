namespace Ats.Forecasting.Drift;

/// <summary>The bins of the rows in the window, oldest first, feature by feature.</summary>
public sealed record PopulationStabilityState(byte[] Bins);
