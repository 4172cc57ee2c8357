namespace Ats.Analytics.Statistics;

/// <summary>
/// Probability that the true Sharpe ratio exceeds a benchmark, given the track record's length, skewness and kurtosis:
/// Φ((SR - SR*) sqrt(n - 1) / sqrt(1 - g3 SR + (g4 - 1)/4 SR²)), all per period, g4 raw kurtosis
/// (Bailey and Lopez de Prado, "The Sharpe Ratio Efficient Frontier", 2012). n = periods.
/// </summary>
public static class ProbabilisticSharpeRatio
{
    /// <param name="returns">Moments of per-period returns.</param>
    /// <param name="benchmark">SR*, per period.</param>
    public static Statistic Of(in Moments returns, double benchmark = 0) =>
        Statistic.Estimate(Of(SharpeRatio.PerPeriod(returns), benchmark, returns.Count, returns.Skewness, returns.Kurtosis), returns.Count);

    public static double Of(double sharpe, double benchmark, double count, double skewness, double kurtosis) =>
        NormalDistribution.Cdf((sharpe - benchmark) * Math.Sqrt(count - 1) / Math.Sqrt(Spread(sharpe, skewness, kurtosis)));

    /// <summary>1 - g3 SR + (g4 - 1)/4 SR²: what the standard error is scaled by.</summary>
    internal static double Spread(double sharpe, double skewness, double kurtosis) =>
        1 - (skewness * sharpe) + ((kurtosis - 1) / 4 * sharpe * sharpe);
}
