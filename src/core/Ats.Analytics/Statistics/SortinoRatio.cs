namespace Ats.Analytics.Statistics;

/// <summary>
/// mean(r) / sqrt(mean(min(r, 0)²)) · sqrt(periods a year), target return zero (Sortino and Price 1994). n = periods.
/// Undefined when no period lost.
/// </summary>
public static class SortinoRatio
{
    public static Statistic Annualised(ReadOnlySpan<double> returns, in Moments moments, double periodsAYear)
    {
        double squares = 0;
        foreach (var r in returns)
        {
            if (!(r >= 0)) squares += r * r;
        }

        var downside = Math.Sqrt(squares / returns.Length);
        return Statistic.Estimate(downside > 0 ? moments.Mean / downside * Math.Sqrt(periodsAYear) : double.NaN, returns.Length);
    }
}
