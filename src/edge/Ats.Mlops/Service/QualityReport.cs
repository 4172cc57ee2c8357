using Ats.Domain;
using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Service;

/// <summary>How good what was served has been.</summary>
/// <param name="Version">Of the champion, null = none: then there is nothing to score.</param>
/// <param name="From">Oldest row asked for, UTC.</param>
/// <param name="To">Latest prediction, UTC.</param>
/// <param name="Horizons">Against the volatility-scaled random walk on the same rows.</param>
public sealed record QualityReport(string Symbol, string? Version, Timestamp From, Timestamp To, IReadOnlyList<HorizonScore> Horizons);
