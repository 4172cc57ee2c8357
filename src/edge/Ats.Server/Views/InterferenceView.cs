namespace Ats.Server.Views;

/// <summary>
/// What sharing one account and one market costs an arm. SelfMatchCancels: quotes the exchange cancelled since another arm was about to trade
/// with them. RateWaits: requests that waited for the shared rate budget, with their mean and longest wait in milliseconds. TakenNotional and
/// ImpactBps: what its taking orders traded (quote units), and their average price against the best price when decided, in basis points,
/// positive = worse; null before the first.
/// </summary>
public sealed record InterferenceView(string Arm, long SelfMatchCancels, long Requests, long RateWaits, double? MeanWaitMs, double? LongestWaitMs, decimal TakenNotional, double? ImpactBps);
