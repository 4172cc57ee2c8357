using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Orders the exchange rejected within a rolling minute.</summary>
public sealed class MaxRejectionRate(double limit) : IStandingLimit
{
    public string Name => "reject-rate";

    public double Threshold => limit;

    public DenialCode Code => DenialCode.RejectRate;

    public TradingState Consequence => TradingState.Halted;

    public BreachEnd End => BreachEnd.Operator;

    public string Cause => "{0} rejections within a minute, more than {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => statistics.Rejections.Count(now, 60 * Timestamp.NanosecondsPerSecond);
}
