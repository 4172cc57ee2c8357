namespace Ats.Analytics.Statistics;

/// <summary>Annualised volatility: sd(r) · sqrt(periods a year), a share (0.5 = 50 % a year). n = periods.</summary>
public static class Volatility
{
    public static Statistic Annualised(in Moments returns, double periodsAYear) =>
        Statistic.Estimate(returns.StandardDeviation * Math.Sqrt(periodsAYear), returns.Count);
}
