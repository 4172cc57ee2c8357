namespace Ats.Analytics.Statistics;

/// <summary>
/// The annualised Sharpe ratio when returns are serially correlated (Lo 2002, eq. 20): SR · eta(q), eta(q) = q / sqrt(q + 2 Σ (q - k) ρ(k)).
/// Autocorrelations are taken up to <see cref="LongRunVariance.Lag"/> and as zero beyond. n = periods.
/// </summary>
public static class AutocorrelationAdjustedSharpe
{
    public static Statistic Annualised(ReadOnlySpan<double> returns, in Moments moments, double periodsAYear)
    {
        if (returns.Length < Statistic.MinimumCount) return Statistic.Insufficient(returns.Length);
        var lag = (int)Math.Min(LongRunVariance.Lag(returns.Length), Math.Max(0, Math.Floor(periodsAYear) - 1));
        var correlations = new double[lag];
        var variance = LongRunVariance.Autocovariance(returns, moments.Mean, 0);
        for (var k = 1; k <= lag; k++) correlations[k - 1] = LongRunVariance.Autocovariance(returns, moments.Mean, k) / variance;
        return Statistic.Estimate(SharpeRatio.PerPeriod(moments) * Eta(periodsAYear, correlations), returns.Length);
    }

    /// <summary>Lo's scale factor from one period to q; sqrt(q) without autocorrelation. NaN where the implied variance is not positive.</summary>
    public static double Eta(double q, ReadOnlySpan<double> autocorrelations)
    {
        var variance = q;
        for (var k = 1; k <= autocorrelations.Length && k < q; k++) variance += 2 * (q - k) * autocorrelations[k - 1];
        return variance > 0 ? q / Math.Sqrt(variance) : double.NaN;
    }

    /// <summary>
    /// Standard error of the annualised (unadjusted) Sharpe ratio robust to autocorrelation and fat tails: Lo's GMM estimator, as the
    /// Newey-West long-run variance of the ratio's influence function (r - m)/s - SR/2 · ((r - m)²/s² - 1).
    /// </summary>
    public static Statistic StandardError(ReadOnlySpan<double> returns, in Moments moments, double periodsAYear)
    {
        if (returns.Length < Statistic.MinimumCount) return Statistic.Insufficient(returns.Length);
        var ratio = SharpeRatio.PerPeriod(moments);
        var influence = new double[returns.Length];
        for (var i = 0; i < returns.Length; i++)
        {
            var z = (returns[i] - moments.Mean) / moments.StandardDeviation;
            influence[i] = z - (0.5 * ratio * ((z * z) - 1));
        }

        var variance = LongRunVariance.NeweyWest(influence, LongRunVariance.Lag(influence.Length));
        return Statistic.Estimate(Math.Sqrt(periodsAYear * variance / returns.Length), returns.Length);
    }
}
