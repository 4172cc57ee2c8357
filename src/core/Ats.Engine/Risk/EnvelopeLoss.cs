using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Net loss of the last 20 round trips together, as a share of the starting capital, against the worst twenty of a backtest.</summary>
public sealed class EnvelopeLoss(double limit) : IStandingLimit
{
    public string Name => "envelope-loss";

    public double Threshold => limit;

    public DenialCode Code => DenialCode.EnvelopeLoss;

    public TradingState Consequence => TradingState.ReduceOnly;

    public BreachEnd End => BreachEnd.Operator;

    public string Cause => "the last 20 round trips lost a share of {0} of the capital, the backtest at most {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => statistics.TripPnls.Kept > 0
        ? -statistics.TripPnls.Sum / statistics.Capital
        : double.NaN;
}
