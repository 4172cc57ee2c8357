using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>Round trips within a rolling hour, against the most a backtest of the same settings made.</summary>
public sealed class EnvelopeTradeRate(double limit) : IStandingLimit
{
    public string Name => "envelope-trade-rate";

    public double Threshold => limit;

    public DenialCode Code => DenialCode.EnvelopeTradeRate;

    public TradingState Consequence => TradingState.ReduceOnly;

    public BreachEnd End => BreachEnd.Operator;

    public string Cause => "{0} round trips within an hour, the backtest made at most {1}";

    public double Measure(RiskStatistics statistics, Timestamp now) => statistics.Closings.Count(now, 3600 * Timestamp.NanosecondsPerSecond);
}
