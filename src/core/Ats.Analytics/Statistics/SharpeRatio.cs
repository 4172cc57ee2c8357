namespace Ats.Analytics.Statistics;

/// <summary>
/// mean(r) / sd(r) · sqrt(periods a year), risk-free rate zero (Sharpe 1994), with the standard error of Lo, "The Statistics of Sharpe
/// Ratios" (Financial Analysts Journal 2002). n = periods. Undefined where returns do not vary.
/// </summary>
public static class SharpeRatio
{
    /// <summary>mean / sd of one period; NaN where returns do not vary.</summary>
    public static double PerPeriod(in Moments returns) =>
        returns.StandardDeviation > 0 ? returns.Mean / returns.StandardDeviation : double.NaN;

    public static Statistic Annualised(in Moments returns, double periodsAYear) =>
        Statistic.Estimate(PerPeriod(returns) * Math.Sqrt(periodsAYear), returns.Count);

    /// <summary>sqrt(q (1 + SR²/2) / n), SR per period, q periods a year: for independent, identically distributed returns (Lo's eq. 9).</summary>
    public static Statistic StandardError(in Moments returns, double periodsAYear)
    {
        var ratio = PerPeriod(returns);
        return Statistic.Estimate(Math.Sqrt(periodsAYear * (1 + (0.5 * ratio * ratio)) / returns.Count), returns.Count);
    }
}
