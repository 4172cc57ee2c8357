namespace Ats.Analytics.Statistics;

/// <summary>
/// How many periods a record must have before its Sharpe ratio exceeds a benchmark with the given confidence:
/// 1 + (1 - g3 SR + (g4 - 1)/4 SR²) (z / (SR - SR*))² (Bailey and Lopez de Prado 2012). n = periods. Undefined unless SR &gt; SR*.
/// </summary>
public static class MinimumTrackRecordLength
{
    public static Statistic Periods(in Moments returns, double benchmark = 0, double confidence = 0.95) => Statistic.Estimate(
        Periods(SharpeRatio.PerPeriod(returns), benchmark, confidence, returns.Skewness, returns.Kurtosis), returns.Count);

    public static double Periods(double sharpe, double benchmark, double confidence, double skewness, double kurtosis)
    {
        if (!(sharpe > benchmark)) return double.NaN;
        var z = NormalDistribution.Quantile(confidence) / (sharpe - benchmark);
        return 1 + (ProbabilisticSharpeRatio.Spread(sharpe, skewness, kurtosis) * z * z);
    }
}
