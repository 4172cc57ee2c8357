using Ats.Analytics.Statistics;
using Ats.Domain;

namespace Ats.Analytics;

/// <summary>Puts the statistics of one arm together; every formula lives in its own class.</summary>
internal static class ArmStatisticsCalculation
{
    public static ArmStatistics Of(ArmFacts facts)
    {
        var capital = (double)facts.StartingCapital;
        var final = (double)facts.Totals.FinalEquity;
        var totals = facts.Totals;
        var netPnl = totals.FinalEquity - facts.StartingCapital;
        var grossPnl = netPnl + totals.Fees + totals.Funding;
        var year = ReturnSeries.PeriodsAYear(facts.PeriodNanoseconds);
        var returns = ReturnSeries.From(capital, facts.Equity);
        var moments = Moments.Of(returns);
        var sorted = Sorted(returns);
        var drawdowns = Drawdown.Series(capital, facts.Equity);
        var net = NetReturn.Simple(capital, final);
        var maxDrawdown = MaxDrawdown.AtLeast(MaxDrawdown.Depth(drawdowns), totals.MaxDrawdown);
        var pnls = NetPnls(facts.RoundTrips);
        var pnlMoments = Moments.Of(pnls);
        var mae = Excursion.SortedMaeBps(facts.RoundTrips);
        var mfe = Excursion.SortedMfeBps(facts.RoundTrips);
        var periodDays = facts.PeriodNanoseconds / (double)Timestamp.NanosecondsPerDay;

        return new ArmStatistics
        {
            StartingCapital = facts.StartingCapital,
            FinalEquity = totals.FinalEquity,
            GrossPnl = grossPnl,
            ExecutionCost = ImplementationShortfall.Cost(facts.Fills),
            Fees = totals.Fees,
            Funding = totals.Funding,
            NetPnl = netPnl,
            TradedNotional = totals.TradedNotional,
            Orders = totals.Orders,
            Fills = totals.Fills,
            RoundTrips = facts.RoundTrips.Count,
            Periods = returns.Length,
            PeriodNanoseconds = facts.PeriodNanoseconds,
            NetReturn = net,
            LogReturn = NetReturn.Log(capital, final),
            GrossReturn = NetReturn.Simple(capital, capital + (double)grossPnl),
            Volatility = Volatility.Annualised(moments, year),
            Skewness = Statistic.Estimate(moments.Skewness, moments.Count),
            Kurtosis = Statistic.Estimate(moments.Kurtosis, moments.Count),
            Sharpe = SharpeRatio.Annualised(moments, year),
            SharpeStandardError = SharpeRatio.StandardError(moments, year),
            SharpeAdjusted = AutocorrelationAdjustedSharpe.Annualised(returns, moments, year),
            SharpeRobustStandardError = AutocorrelationAdjustedSharpe.StandardError(returns, moments, year),
            Sortino = SortinoRatio.Annualised(returns, moments, year),
            Calmar = CalmarRatio.Of(net, maxDrawdown, returns.Length * periodDays),
            ProbabilisticSharpe = ProbabilisticSharpeRatio.Of(moments),
            MinimumTrackRecordDays = MinimumTrackRecordLength.Periods(moments).Times(periodDays),
            MaxDrawdown = maxDrawdown,
            LongestDrawdownSeconds = MaxDrawdown.LongestSeconds(drawdowns, facts.PeriodNanoseconds),
            Ulcer = UlcerIndex.Of(drawdowns),
            ValueAtRisk95 = ValueAtRisk.Historical(sorted, 0.95),
            ValueAtRisk99 = ValueAtRisk.Historical(sorted, 0.99),
            ConditionalValueAtRisk95 = ValueAtRisk.Conditional(sorted, 0.95),
            ConditionalValueAtRisk99 = ValueAtRisk.Conditional(sorted, 0.99),
            ExposureShare = ExposureShare.OfTime(facts.Equity),
            MeanLeverage = ExposureShare.MeanLeverage(facts.Equity),
            Turnover = Turnover.Of(totals.TradedNotional, facts.StartingCapital, totals.Fills),
            FeeDrag = FeeDrag.OfGrossProfit(totals.Fees, grossPnl, totals.Fills),
            FeesBpsOfTurnover = FeeDrag.BpsOfTurnover(totals.Fees, totals.TradedNotional, totals.Fills),
            MakerShare = MakerShare.Of(facts.Fills),
            ImplementationShortfallBps = ImplementationShortfall.Bps(facts.Fills),
            ProfitFactor = ProfitFactor.Of(pnls),
            Expectancy = Expectancy.Of(pnlMoments),
            Payoff = PayoffRatio.Of(pnls),
            HitRate = HitRate.Of(pnls),
            HitRateInterval = HitRate.Wilson95(pnls),
            SystemQuality = SystemQualityNumber.Of(pnlMoments),
            Streaks = Streaks.Of(pnls),
            MedianHoldingSeconds = HoldingTime.MedianSeconds(facts.RoundTrips),
            MedianMaeBps = Excursion.Quantile(mae, 0.5),
            WorstMaeBps = Excursion.Quantile(mae, 0),
            MedianMfeBps = Excursion.Quantile(mfe, 0.5),
            BestMfeBps = Excursion.Quantile(mfe, 1),
        };
    }

    private static double[] NetPnls(IReadOnlyList<RoundTrip> roundTrips)
    {
        var pnls = new double[roundTrips.Count];
        for (var i = 0; i < pnls.Length; i++) pnls[i] = (double)roundTrips[i].NetPnl;
        return pnls;
    }

    // A series with a hole in it has no quantiles: NaN everywhere instead of at the front.
    private static double[] Sorted(double[] returns)
    {
        var sorted = (double[])returns.Clone();
        Array.Sort(sorted);
        if (sorted.Length > 0 && double.IsNaN(sorted[0])) Array.Fill(sorted, double.NaN);
        return sorted;
    }
}
