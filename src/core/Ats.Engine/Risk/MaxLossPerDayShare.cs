using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Loss since the start of the UTC day, as a share of the starting capital.</summary>
public sealed class MaxLossPerDayShare(string name, DenialCode code, double limit) : IStandingLimit
{
    public string Name => name;

    public double Threshold => limit;

    public DenialCode Code => code;

    public TradingState Consequence => TradingState.ReduceOnly;

    public BreachEnd End => BreachEnd.NextDay;

    public string Cause => "lost a share of {0} of the capital since the start of the day, more than {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => (statistics.DayStartEquity - statistics.Equity) / statistics.Capital;
}
