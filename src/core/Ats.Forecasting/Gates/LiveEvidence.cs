namespace Ats.Forecasting.Gates;

/// <summary>What the live gate judges by: matured outcomes alone.</summary>
/// <param name="CrpsGainsBps">Per outcome, in order of time: the champion's CRPS less the challenger's on the same tick.</param>
/// <param name="ChampionCrpsBps">The champion's mean.</param>
/// <param name="Coverage90">The challenger's.</param>
/// <param name="LatencyP99Microseconds">The challenger's, a step.</param>
public sealed record LiveEvidence(double[] CrpsGainsBps, double ChampionCrpsBps, double Coverage90, double LatencyP99Microseconds, PromotionReason Reason);
