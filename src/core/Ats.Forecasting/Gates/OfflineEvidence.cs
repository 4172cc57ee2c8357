using Ats.Forecasting.Scoring;

namespace Ats.Forecasting.Gates;

/// <summary>What the offline gate judges by.</summary>
/// <param name="ControlT">See <see cref="NegativeControl.MeanT"/>.</param>
/// <param name="TrainedControlT">DM t of the same training on <see cref="NegativeControl.SignRandomised"/> samples; null where it was not run.</param>
public sealed record OfflineEvidence(PredictorScore Candidate, IReadOnlyList<RivalComparison> Rivals, double? ControlT, double? TrainedControlT = null)
{
    /// <param name="reference">The volatility-scaled random walk.</param>
    /// <param name="rivals">Ridge, and the champion where there is one, on the same rows.</param>
    /// <param name="seed">Of the random signs.</param>
    public static OfflineEvidence Gather(
        ForecastTrack candidate, ForecastTrack reference, IEnumerable<ForecastTrack> rivals, ulong seed, double? trainedControlT = null, OfflineGateSettings? settings = null, ScoringSettings? scoring = null)
    {
        var horizon = (settings ?? OfflineGateSettings.Default).HorizonSeconds;
        return new OfflineEvidence(
            ForecastScorer.Score(candidate, reference, scoring),
            [.. rivals.Select(r => RivalComparison.Of(candidate, r, horizon))],
            NegativeControl.MeanT(candidate, horizon, seed),
            trainedControlT);
    }
}
