namespace Ats.Analytics.Statistics;

/// <summary>
/// Compound return a year / maximum drawdown (Young 1991, who uses 36 months; here the whole run). n = days of the run: annualising
/// less than 30 days by compounding says nothing. Undefined without a drawdown.
/// </summary>
public static class CalmarRatio
{
    public static Statistic Of(Statistic netReturn, Statistic maxDrawdown, double days)
    {
        var growth = netReturn.IsKnown && netReturn.Value > -1 && days > 0
            ? Math.Pow(1 + netReturn.Value, ReturnSeries.DaysAYear / days) - 1
            : double.NaN;
        return Statistic.Estimate(maxDrawdown.Value > 0 ? growth / maxDrawdown.Value : double.NaN, (long)Math.Floor(Math.Max(0, days)));
    }
}
