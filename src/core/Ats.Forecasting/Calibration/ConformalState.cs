using Ats.Domain;

namespace Ats.Forecasting.Calibration;

/// <summary>What one horizon's adaptive interval remembers.</summary>
/// <param name="Miss">Alpha: the share of misses asked for at present.</param>
/// <param name="LastAsOf">Of the last outcome taken; null before the first.</param>
/// <param name="Scores">In order of time, the newest last.</param>
public sealed record ConformalState(int HorizonSeconds, double Miss, Timestamp? LastAsOf, IReadOnlyList<double> Scores);
