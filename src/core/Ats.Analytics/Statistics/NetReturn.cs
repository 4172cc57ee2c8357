namespace Ats.Analytics.Statistics;

/// <summary>What was earned over the whole run after all costs, as a share of the starting capital (0.01 = 1 %).</summary>
public static class NetReturn
{
    /// <summary>final / start - 1.</summary>
    public static Statistic Simple(double startingCapital, double finalEquity) =>
        Statistic.Fact(startingCapital > 0 ? (finalEquity / startingCapital) - 1 : double.NaN, 1);

    /// <summary>ln(final / start); undefined when nothing is left.</summary>
    public static Statistic Log(double startingCapital, double finalEquity) =>
        Statistic.Fact(startingCapital > 0 && finalEquity > 0 ? Math.Log(finalEquity / startingCapital) : double.NaN, 1);
}
