namespace Ats.Mlops.Service.Rest;

/// <summary>A prediction as served.</summary>
/// <param name="HorizonSeconds">How far ahead.</param>
/// <param name="AsOf">UTC: said from what was received up to here.</param>
/// <param name="ValidUntil">UTC: not to be used after.</param>
/// <param name="Mid">At asOf, quote units.</param>
/// <param name="Price">Mid moved by the mean.</param>
/// <param name="MeanBps">Expected log return over the horizon, basis points.</param>
/// <param name="SigmaBps">Deviation of the normal with the same 90 % interval.</param>
/// <param name="PUp">Probability of a return above zero.</param>
/// <param name="Source"><c>model</c> or <c>fallback</c>.</param>
/// <param name="State"><c>ok</c>, <c>warming</c>, <c>stale</c> or <c>degraded</c>.</param>
/// <param name="FeatureHash">Sixteen hex digits over the row of features.</param>
/// <param name="LatencyMicroseconds">From the event that made the row due to the prediction.</param>
public sealed record PredictionView(
    string Symbol, int HorizonSeconds, DateTimeOffset AsOf, DateTimeOffset ValidUntil, double Mid, double Price, double MeanBps, double SigmaBps,
    IReadOnlyList<QuantileView> Quantiles, double PUp, IntervalView Interval90, PredictionModel Model, string Source, string State, string FeatureHash,
    double LatencyMicroseconds, long Sequence);
