using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Service.Rest;

/// <summary>Against the volatility-scaled random walk on the same rows; null = too few outcomes to say.</summary>
/// <param name="N">Outcomes.</param>
/// <param name="R2">Of returns, 0 is the random walk; with its 95 % interval.</param>
/// <param name="DirectionalAccuracy">On moves above the threshold.</param>
/// <param name="DmT">Diebold-Mariano t of the squared error.</param>
/// <param name="CrpsDmT">Diebold-Mariano t of the CRPS.</param>
/// <param name="Coverage90">Share of outcomes inside the 90 % interval.</param>
public sealed record HorizonQualityView(
    int HorizonSeconds, int N, double? R2, double? R2Low, double? R2High, double? DirectionalAccuracy, double DirectionThresholdBps, int DirectionN, double? CrpsBps, double? CrpsSkill,
    double? CrpsDmT, double? DmT, double? Coverage90, IReadOnlyList<double> PitHistogram)
{
    internal static HorizonQualityView Of(HorizonScore s) => new(
        s.HorizonSeconds, s.N, Numbers.Finite(s.R2), Numbers.Finite(s.R2Low), Numbers.Finite(s.R2High), Numbers.Finite(s.DirectionalAccuracy), s.DirectionThresholdBps, s.DirectionN, Numbers.Finite(s.CrpsBps),
        Numbers.Finite(s.CrpsSkill), Numbers.Finite(s.CrpsDmT), Numbers.Finite(s.DmT), Numbers.Finite(s.Coverage90), s.N > 0 ? s.PitHistogram : []);
}
