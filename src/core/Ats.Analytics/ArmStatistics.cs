using Ats.Analytics.Statistics;

namespace Ats.Analytics;

/// <summary>
/// Everything said about one arm in numbers. Money is exact and in quote units; each <see cref="Statistic"/> is defined, with unit and
/// source, at the class that computes it and in <see cref="StatisticCatalog"/>.
/// </summary>
public sealed record ArmStatistics
{
    public required decimal StartingCapital { get; init; }

    public required decimal FinalEquity { get; init; }

    /// <summary>Before fees and funding, at the prices of the fills.</summary>
    public required decimal GrossPnl { get; init; }

    /// <summary>What fills cost against the prices decided at (spread, slippage, delay); already inside GrossPnl. Positive = worse.</summary>
    public required decimal ExecutionCost { get; init; }

    public required decimal Fees { get; init; }

    public required decimal Funding { get; init; }

    public required decimal NetPnl { get; init; }

    public required decimal TradedNotional { get; init; }

    public required long Orders { get; init; }

    public required long Fills { get; init; }

    public required int RoundTrips { get; init; }

    /// <summary>Returns the statistics stand on, and the length of one, in nanoseconds.</summary>
    public required int Periods { get; init; }

    public required long PeriodNanoseconds { get; init; }

    public required Statistic NetReturn { get; init; }

    public required Statistic LogReturn { get; init; }

    public required Statistic GrossReturn { get; init; }

    public required Statistic Volatility { get; init; }

    public required Statistic Skewness { get; init; }

    public required Statistic Kurtosis { get; init; }

    public required Statistic Sharpe { get; init; }

    public required Statistic SharpeStandardError { get; init; }

    public required Statistic SharpeAdjusted { get; init; }

    public required Statistic SharpeRobustStandardError { get; init; }

    public required Statistic Sortino { get; init; }

    public required Statistic Calmar { get; init; }

    public required Statistic ProbabilisticSharpe { get; init; }

    public required Statistic MinimumTrackRecordDays { get; init; }

    public required Statistic MaxDrawdown { get; init; }

    public required Statistic LongestDrawdownSeconds { get; init; }

    public required Statistic Ulcer { get; init; }

    public required Statistic ValueAtRisk95 { get; init; }

    public required Statistic ValueAtRisk99 { get; init; }

    public required Statistic ConditionalValueAtRisk95 { get; init; }

    public required Statistic ConditionalValueAtRisk99 { get; init; }

    public required Statistic ExposureShare { get; init; }

    public required Statistic MeanLeverage { get; init; }

    public required Statistic Turnover { get; init; }

    public required Statistic FeeDrag { get; init; }

    public required Statistic FeesBpsOfTurnover { get; init; }

    public required Statistic MakerShare { get; init; }

    public required Statistic ImplementationShortfallBps { get; init; }

    public required Statistic ProfitFactor { get; init; }

    public required Statistic Expectancy { get; init; }

    public required Statistic Payoff { get; init; }

    public required Statistic HitRate { get; init; }

    public required Interval HitRateInterval { get; init; }

    public required Statistic SystemQuality { get; init; }

    public required Streaks Streaks { get; init; }

    public required Statistic MedianHoldingSeconds { get; init; }

    public required Statistic MedianMaeBps { get; init; }

    public required Statistic WorstMaeBps { get; init; }

    public required Statistic MedianMfeBps { get; init; }

    public required Statistic BestMfeBps { get; init; }

    public static ArmStatistics Compute(ArmFacts facts) => ArmStatisticsCalculation.Of(facts);
}
