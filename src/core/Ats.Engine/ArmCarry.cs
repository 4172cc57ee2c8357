using Ats.Domain;
using Ats.Engine.Risk;

namespace Ats.Engine;

/// <summary>
/// The books and the state of an arm, carried from one run into the next, so that a restart loses nothing: quote-asset balances by
/// <see cref="LedgerAccount"/>, counts, peak equity and worst drawdown, what the
/// operator allows (State), limits. Not the strategy: it warms up again.
/// </summary>
public sealed record ArmCarry(
    string Arm,
    IReadOnlyList<decimal> QuoteBalances,
    IReadOnlyList<LegCarry> Legs,
    long NextIntent,
    decimal RealizedPnl,
    decimal Turnover,
    ArmCounts Counts,
    double PeakEquity,
    double MaxDrawdown,
    TradingState State,
    bool IsFlattening,
    bool IsLiquidated)
{
    /// <summary>What its limits remember and which breaches stand.</summary>
    public RiskCarry? Risk { get; init; }

    internal static ArmCarry Of(Arm arm) => new(
        arm.Name,
        arm.Ledger.QuoteBalances,
        [.. arm.Legs.Select(OfLeg)],
        arm.NextIntent,
        arm.RealizedPnl,
        arm.Turnover,
        new ArmCounts(arm.OrdersSent, arm.FillCount, arm.RoundTripCount, arm.DenialCount, arm.RejectionCount) { Refusals = arm.RefusalCount, ForecastGaps = arm.ForecastGapCount },
        arm.PeakEquity,
        arm.MaxDrawdown,
        arm.Gate.OperatorState,
        arm.IsFlattening,
        arm.IsLiquidated)
    {
        Risk = arm.Risk.Capture(),
    };

    private static LegCarry OfLeg(ArmLeg leg) => new(
        leg.Instrument.Id.ToString(),
        leg.Position.Quantity,
        leg.Position.Basis,
        leg.Arm.Ledger.BaseBalances(leg.Index),
        leg.Target,
        leg.SizedLevel,
        leg.StoppedLevel,
        [.. leg.Working.Select(o => new OrderCarry(o.Intent, o.Status, o.Filled))],
        leg.Trip.Capture())
    {
        Value = leg.Value,
    };
}
