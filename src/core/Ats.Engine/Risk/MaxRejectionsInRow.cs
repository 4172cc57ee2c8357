using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Orders the exchange rejected in a row: somebody does not understand the other, and repeating it does not help.</summary>
public sealed class MaxRejectionsInRow(double limit) : IStandingLimit
{
    public string Name => "reject-loop";

    public double Threshold => limit;

    public DenialCode Code => DenialCode.RejectLoop;

    public TradingState Consequence => TradingState.Halted;

    public BreachEnd End => BreachEnd.Operator;

    public string Cause => "{0} rejections in a row, more than {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => statistics.RejectionsInRow;
}
