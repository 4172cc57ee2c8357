using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Fall of equity from its peak since the start or the last resume, as a share of the peak.</summary>
public sealed class MaxDrawdown(string name, DenialCode code, double limit) : IStandingLimit
{
    public string Name => name;

    public double Threshold => limit;

    public DenialCode Code => code;

    public TradingState Consequence => TradingState.Halted;

    public BreachEnd End => BreachEnd.Operator;

    public string Cause => "equity has fallen by a share of {0} from its peak, more than {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => statistics.Peak > 0 ? 1 - (statistics.Equity / statistics.Peak) : double.NaN;
}
