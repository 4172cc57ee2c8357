using Ats.Domain;

namespace Ats.Mlops.Service;

/// <summary>What came of a prediction at one horizon.</summary>
/// <param name="Sequence">Of the prediction.</param>
/// <param name="AsOf">Of the prediction.</param>
/// <param name="MaturedAt">The second its outcome became known: as-of plus the horizon.</param>
/// <param name="Version">Who predicted; null = the random walk.</param>
/// <param name="IsServed">It was the prediction served; false = a challenger's.</param>
/// <param name="ReturnBps">What came: log return of the mid.</param>
/// <param name="CrpsBps">What the prediction lost.</param>
/// <param name="ReferenceCrpsBps">What the random walk lost.</param>
public readonly record struct ScoredPrediction(
    string Symbol, long Sequence, Timestamp AsOf, Timestamp MaturedAt, int HorizonSeconds, string? Version, bool IsServed,
    double ReturnBps, double MeanBps, double CrpsBps, double ReferenceCrpsBps, bool IsInside90);
