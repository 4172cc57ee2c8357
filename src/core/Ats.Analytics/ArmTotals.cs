using Ats.Domain;

namespace Ats.Analytics;

/// <summary>
/// What an arm's ledger says at the end, exactly, in quote units. Fees and Funding positive = paid; TradedNotional sums price × quantity
/// over buys and sells; Orders counts those sent to the exchange.
/// </summary>
public sealed record ArmTotals(decimal FinalEquity, decimal Fees, decimal Funding, decimal TradedNotional, long Orders, long Fills)
{
    /// <summary>Deepest drawdown over every mark, [0, 1], where the run kept it; samples between marks can only miss depth.</summary>
    public double MaxDrawdown { get; init; }

    /// <summary>Totals of a list of fills, where no ledger kept them.</summary>
    public static ArmTotals From(decimal finalEquity, decimal funding, long orders, IReadOnlyList<Fill> fills)
    {
        decimal fees = 0, notional = 0;
        for (var i = 0; i < fills.Count; i++)
        {
            fees += fills[i].Fee;
            notional += FixedPoint.Notional(fills[i].Price, fills[i].Quantity);
        }

        return new ArmTotals(finalEquity, fees, funding, notional, orders, fills.Count);
    }
}
