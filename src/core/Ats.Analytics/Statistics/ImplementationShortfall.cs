using Ats.Domain;

namespace Ats.Analytics.Statistics;

/// <summary>
/// What execution cost against the price at which it was decided: side · (fill - decision) / decision, in basis points, weighted by
/// notional (Perold 1988, without fees and without what was never filled). Positive = worse than decided. n = fills with a decision price.
/// </summary>
public static class ImplementationShortfall
{
    /// <summary>The same in money, exactly, over the fills that have a decision price: spread, slippage and delay together.</summary>
    public static decimal Cost(IReadOnlyList<Fill> fills)
    {
        var cost = 0m;
        for (var i = 0; i < fills.Count; i++)
        {
            var fill = fills[i];
            if (fill.DecisionPrice.Raw > 0) cost += fill.Side.Sign() * (FixedPoint.Notional(fill.Price, fill.Quantity) - FixedPoint.Notional(fill.DecisionPrice, fill.Quantity));
        }

        return cost;
    }

    public static Statistic Bps(IReadOnlyList<Fill> fills)
    {
        double cost = 0, notional = 0;
        var n = 0L;
        for (var i = 0; i < fills.Count; i++)
        {
            var fill = fills[i];
            if (fill.DecisionPrice.Raw <= 0) continue;
            var quantity = fill.Quantity.ToDouble();
            cost += fill.Side.Sign() * (fill.Price - fill.DecisionPrice).ToDouble() * quantity;
            notional += fill.DecisionPrice.ToDouble() * quantity;
            n++;
        }

        return Statistic.Estimate(cost / notional * 10_000, n);
    }
}
