using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Loss since the start of the UTC day, quote units, fees, funding and open positions at mark included.</summary>
public sealed class MaxLossPerDay(string name, DenialCode code, double limit) : IStandingLimit
{
    public string Name => name;

    public double Threshold => limit;

    public DenialCode Code => code;

    public TradingState Consequence => TradingState.ReduceOnly;

    public BreachEnd End => BreachEnd.NextDay;

    public string Cause => "lost {0} since the start of the day, more than {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => statistics.DayStartEquity - statistics.Equity;
}
