using Ats.Domain;

namespace Ats.Forecasting.Drift;

/// <summary>What the drift monitor remembers, to be kept over a restart.</summary>
public sealed record DriftState(PopulationStabilityState Features, IReadOnlyList<double> Pits, IReadOnlyList<double> Inside90, double PageHinkleyExcess, Timestamp? LastAsOf);
