namespace Ats.Analytics;

/// <summary>Every statistic of <see cref="ArmStatistics"/> with its definition: the glossary, and the order in which reports print them.</summary>
public static class StatisticCatalog
{
    public static IReadOnlyList<StatisticDefinition> All { get; } =
    [
        new("net-return", "Return", "Net return", "Final equity / starting capital - 1, after fees and funding, open positions at mark.", "", s => s.NetReturn, "+0.000;-0.000;0.000", " %", 100),
        new("log-return", "Return", "Log return", "ln(final equity / starting capital).", "", s => s.LogReturn, "+0.00000;-0.00000;0.00000"),
        new("gross-return", "Return", "Gross return", "Net return with fees and funding added back: what the signal earned before costs.", "", s => s.GrossReturn, "+0.000;-0.000;0.000", " %", 100),
        new("volatility", "Return", "Volatility, annualised", "Standard deviation of period returns · sqrt(periods a year), 365 days a year. n = periods.", "", s => s.Volatility, "0.00", " %", 100),
        new("skewness", "Return", "Skewness", "Third standardised moment of period returns; negative = rare large losses. n = periods.", "", s => s.Skewness, "0.00"),
        new("kurtosis", "Return", "Kurtosis", "Fourth standardised moment of period returns, raw: a normal distribution has 3. n = periods.", "", s => s.Kurtosis, "0.0"),
        new("sharpe", "Risk and return", "Sharpe ratio", "Mean / standard deviation of period returns · sqrt(periods a year), risk-free rate 0. n = periods.", "Sharpe 1994", s => s.Sharpe, "0.00"),
        new("sharpe-se", "Risk and return", "Sharpe standard error", "sqrt(q (1 + SR²/2) / n), q periods a year, for independent returns; about 2 of these either way make a 95 % interval.", "Lo 2002", s => s.SharpeStandardError, "0.00"),
        new("sharpe-adjusted", "Risk and return", "Sharpe, autocorrelation-adjusted", "SR · q / sqrt(q + 2 Σ (q - k) ρ(k)): the annual ratio when returns are serially correlated.", "Lo 2002", s => s.SharpeAdjusted, "0.00"),
        new("sharpe-robust-se", "Risk and return", "Sharpe robust standard error", "Standard error allowing for autocorrelation and fat tails (GMM with Newey-West weights).", "Lo 2002; Newey & West 1987", s => s.SharpeRobustStandardError, "0.00"),
        new("psr", "Risk and return", "Probabilistic Sharpe ratio", "Probability that the true Sharpe ratio is above 0, given length, skewness and kurtosis of the record.", "Bailey & Lopez de Prado 2012", s => s.ProbabilisticSharpe, "0.0", " %", 100),
        new("mintrl", "Risk and return", "Minimum track record", "Length of record needed before a Sharpe ratio like this one is above 0 with 95 % confidence. n/a unless the ratio is positive.", "Bailey & Lopez de Prado 2012", s => s.MinimumTrackRecordDays, "#,0.0", " d"),
        new("sortino", "Risk and return", "Sortino ratio", "Mean / root mean square of negative period returns · sqrt(periods a year), target 0. n/a when nothing was lost.", "Sortino & Price 1994", s => s.Sortino, "0.00"),
        new("calmar", "Risk and return", "Calmar ratio", "Compound return a year / maximum drawdown. n = days; not shown under 30 days.", "Young 1991", s => s.Calmar, "0.00"),
        new("max-drawdown", "Drawdown and tails", "Maximum drawdown", "Deepest fall from the highest equity so far, as a share of it; seen at every mark (each bar's low and high; on ticks once a second), where the curve shows samples.", "", s => s.MaxDrawdown, "0.000", " %", 100),
        new("drawdown-duration", "Drawdown and tails", "Longest drawdown", "Longest time without a new high of equity; one still open at the end counts.", "", s => s.LongestDrawdownSeconds, "duration"),
        new("ulcer", "Drawdown and tails", "Ulcer index", "Root mean square of drawdown: depth and length in one number. n = samples.", "Martin & McCann 1989", s => s.Ulcer, "0.000", " %", 100),
        new("var95", "Drawdown and tails", "VaR 95 %, one period", "Loss of one sampling period not exceeded in 95 % of periods, historical.", "Rockafellar & Uryasev 2000", s => s.ValueAtRisk95, "0.00", " bp", 10_000),
        new("cvar95", "Drawdown and tails", "CVaR 95 %, one period", "Mean loss of the worst 5 % of periods.", "Rockafellar & Uryasev 2000", s => s.ConditionalValueAtRisk95, "0.00", " bp", 10_000),
        new("var99", "Drawdown and tails", "VaR 99 %, one period", "Loss of one sampling period not exceeded in 99 % of periods, historical. From n = 100.", "Rockafellar & Uryasev 2000", s => s.ValueAtRisk99, "0.00", " bp", 10_000),
        new("cvar99", "Drawdown and tails", "CVaR 99 %, one period", "Mean loss of the worst 1 % of periods. From n = 100.", "Rockafellar & Uryasev 2000", s => s.ConditionalValueAtRisk99, "0.00", " bp", 10_000),
        new("exposure", "Activity and costs", "Exposure", "Share of time with a position.", "", s => s.ExposureShare, "0.0", " %", 100),
        new("leverage", "Activity and costs", "Mean leverage", "Mean gross exposure / equity; 1 = fully invested without borrowing.", "", s => s.MeanLeverage, "0.00", "×"),
        new("turnover", "Activity and costs", "Turnover", "Notional bought and sold / starting capital.", "", s => s.Turnover, "#,0.00", "×"),
        new("fees-bps", "Activity and costs", "Fees, bp of turnover", "Fees paid / notional traded.", "", s => s.FeesBpsOfTurnover, "0.00", " bp"),
        new("fee-drag", "Activity and costs", "Fee drag", "Fees / gross profit: the share of what was won that went to the exchange. n/a without a gross profit.", "", s => s.FeeDrag, "#,0.0", " %", 100),
        new("maker-share", "Activity and costs", "Maker share", "Share of notional filled as maker.", "", s => s.MakerShare, "0.0", " %", 100),
        new("shortfall", "Activity and costs", "Implementation shortfall", "side · (fill - decision price) / decision price, weighted by notional; positive = worse than decided. n = fills.", "Perold 1988", s => s.ImplementationShortfallBps, "0.00", " bp"),
        new("hit-rate", "Round trips", "Hit rate", "Share of round trips with a net profit, with its 95 % interval. n = round trips.", "Wilson 1927", s => s.HitRate, "0.0", " %", 100),
        new("profit-factor", "Round trips", "Profit factor", "Sum of winning round trips / sum of losing ones, net. n/a without a loss.", "", s => s.ProfitFactor, "0.00"),
        new("expectancy", "Round trips", "Expectancy", "Mean net PnL of a round trip, quote units.", "", s => s.Expectancy, "+#,0.0000;-#,0.0000;0.0000"),
        new("payoff", "Round trips", "Payoff ratio", "Mean winner / mean loser, net.", "", s => s.Payoff, "0.00"),
        new("sqn", "Round trips", "System quality number", "sqrt(min(n, 100)) · mean / standard deviation of net PnL per round trip.", "Tharp 2008", s => s.SystemQuality, "0.00"),
        new("holding", "Round trips", "Median holding time", "Half of the round trips were held longer.", "", s => s.MedianHoldingSeconds, "duration"),
        new("mae-median", "Round trips", "MAE, median", "Worst unrealised PnL while open, in bp of entry notional; the median round trip.", "Sweeney 1996", s => s.MedianMaeBps, "0.0", " bp"),
        new("mae-worst", "Round trips", "MAE, worst", "The deepest unrealised loss of any round trip.", "Sweeney 1996", s => s.WorstMaeBps, "0.0", " bp"),
        new("mfe-median", "Round trips", "MFE, median", "Best unrealised PnL while open, in bp of entry notional; the median round trip.", "Sweeney 1996", s => s.MedianMfeBps, "0.0", " bp"),
        new("mfe-best", "Round trips", "MFE, best", "The highest unrealised gain of any round trip.", "Sweeney 1996", s => s.BestMfeBps, "0.0", " bp"),
    ];

    /// <exception cref="KeyNotFoundException">No statistic has that key.</exception>
    public static StatisticDefinition Get(string key) =>
        All.FirstOrDefault(d => d.Key == key) ?? throw new KeyNotFoundException($"There is no statistic '{key}'.");
}
