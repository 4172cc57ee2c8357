using Ats.Domain;

namespace Ats.Forecasting.Drift;

/// <summary>A served prediction with what came.</summary>
/// <param name="AsOf">When it was predicted.</param>
/// <param name="Pit">See <see cref="Scoring.QuantileScore.Pit"/>.</param>
/// <param name="CrpsBps">Of the prediction.</param>
/// <param name="ReferenceCrpsBps">Of the volatility-scaled random walk for the same moment.</param>
/// <param name="Inside90">The outcome lay in the 90 % interval.</param>
public readonly record struct MaturedOutcome(Timestamp AsOf, int HorizonSeconds, double Pit, double CrpsBps, double ReferenceCrpsBps, bool Inside90)
{
    /// <summary>Its outcome can be known: the horizon has passed.</summary>
    public bool IsMatured(Timestamp now) => now >= AsOf + (HorizonSeconds * Timestamp.NanosecondsPerSecond);
}
