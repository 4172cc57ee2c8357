using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>How long a position may stand without a working stop of last resort at the exchange, seconds, as the host reports it.</summary>
public sealed class MaxUnprotectedTime(double limitSeconds) : IStandingLimit
{
    public string Name => "unprotected-position";

    public double Threshold => limitSeconds;

    public DenialCode Code => DenialCode.UnprotectedPosition;

    public TradingState Consequence => TradingState.ReduceOnly;

    public BreachEnd End => BreachEnd.Recovery;

    public string Cause => "without a stop of last resort for {0} seconds, more than {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => statistics.UncoveredSince == Timestamp.MaxValue
        ? 0
        : (double)(now - statistics.UncoveredSince) / Timestamp.NanosecondsPerSecond;
}
