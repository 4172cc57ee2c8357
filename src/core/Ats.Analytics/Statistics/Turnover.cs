namespace Ats.Analytics.Statistics;

/// <summary>Notional traded, buys and sells, as a multiple of the starting capital. n = fills.</summary>
public static class Turnover
{
    public static Statistic Of(decimal tradedNotional, decimal startingCapital, long fills) =>
        startingCapital > 0 ? Statistic.Fact((double)(tradedNotional / startingCapital), fills) : Statistic.Undefined(fills);
}
