using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Mean slippage of the last 50 fills against the price at the decision, basis points, against the worst a backtest paid. Judged from 20 fills on.</summary>
public sealed class EnvelopeSlippage(double limitBps) : IStandingLimit
{
    public string Name => "envelope-slippage";

    public double Threshold => limitBps;

    public DenialCode Code => DenialCode.EnvelopeSlippage;

    public TradingState Consequence => TradingState.ReduceOnly;

    public BreachEnd End => BreachEnd.Operator;

    public string Cause => "fills cost {0} bp on average, the backtest paid at most {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => statistics.SlippagesBps.Kept >= 20
        ? statistics.SlippagesBps.Sum / statistics.SlippagesBps.Kept
        : double.NaN;
}
