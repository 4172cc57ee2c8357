using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Losing round trips in a row, net of costs.</summary>
public sealed class MaxLosingStreak(double limit) : IStandingLimit
{
    public string Name => "losing-streak";

    public double Threshold => limit;

    public DenialCode Code => DenialCode.LosingStreak;

    public TradingState Consequence => TradingState.ReduceOnly;

    public BreachEnd End => BreachEnd.Operator;

    public string Cause => "{0} losing round trips in a row, more than {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => statistics.LosingStreak;
}
