namespace Ats.Analytics.Statistics;

/// <summary>How much of what was won went to fees. n = fills.</summary>
public static class FeeDrag
{
    /// <summary>fees / gross profit, where gross profit is PnL before fees and funding; undefined unless that is positive.</summary>
    public static Statistic OfGrossProfit(decimal fees, decimal grossPnl, long fills) =>
        grossPnl > 0 ? Statistic.Fact((double)(fees / grossPnl), fills) : Statistic.Undefined(fills);

    /// <summary>fees / traded notional, in basis points.</summary>
    public static Statistic BpsOfTurnover(decimal fees, decimal tradedNotional, long fills) =>
        tradedNotional > 0 ? Statistic.Fact((double)(fees / tradedNotional) * 10_000, fills) : Statistic.Undefined(fills);
}
