using static Ats.Indicators.IndicatorParameter;

namespace Ats.Indicators;

/// <summary>Every indicator of ATS, registered by hand: to add one, write its file, its entry here and its golden file.</summary>
public static class IndicatorCatalog
{
    private const int Longest = 10_000;

    /// <summary>All of them, averages first, in the order they are listed to a reader.</summary>
    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        .. Averages(),
        .. Oscillators(),
        .. Trends(),
        .. Ranges(),
        .. Volumes(),
        .. OrderFlow(),
    ];

    /// <summary>The one of that name, or null.</summary>
    public static IndicatorDefinition? Find(string name) => All.FirstOrDefault(definition => definition.Name == name);

    private static IndicatorDefinition[] Averages() =>
    [
        IndicatorDefinition.Of(
            "sma", "Simple moving average: the mean of the last prices", "TA-Lib SMA",
            [Period(20)], a => new Sma(a.Whole("period"))),
        IndicatorDefinition.Of(
            "ema", "Exponential moving average: recent prices weigh more, old ones fade", "TA-Lib EMA",
            [Period(20)], a => new Ema(a.Whole("period"))),
        IndicatorDefinition.Of(
            "wma", "Weighted moving average: weights fall in a straight line with age", "TA-Lib WMA",
            [Period(20)], a => new Wma(a.Whole("period"))),
        IndicatorDefinition.Of(
            "dema", "Double exponential moving average: an EMA with most of its lag taken out", "Mulloy 1994; TA-Lib DEMA",
            [Period(20)], a => new Dema(a.Whole("period"))),
    ];

    private static IndicatorDefinition[] Oscillators() =>
    [
        IndicatorDefinition.Of(
            "rsi", "Share of gains in recent moves, 0 to 100, by Wilder's average", "Wilder 1978; TA-Lib RSI",
            [Period(14)], a => new Rsi(a.Whole("period"))),
        IndicatorDefinition.Of(
            "stochastic", "Where the close lies in the recent range, 0 to 100, smoothed", "Lane 1984; TA-Lib STOCH",
            [
                Period(14),
                Whole("slow-k", 3, 1, Longest, "bars averaged to slow %K"),
                Whole("slow-d", 3, 1, Longest, "values of slow %K averaged to slow %D"),
            ],
            a => new Stochastic(a.Whole("period"), a.Whole("slow-k"), a.Whole("slow-d")),
            ("slow-k", s => s.SlowK), ("slow-d", s => s.SlowD)),
        IndicatorDefinition.Of(
            "cci", "Distance of the typical price from its mean, in mean absolute deviations", "Lambert 1980; TA-Lib CCI",
            [Period(20, 2)], a => new Cci(a.Whole("period"))),
        IndicatorDefinition.Of(
            "williams-r", "How far the close is below the recent high, -100 to 0", "Williams 1973; TA-Lib WILLR",
            [Period(14)], a => new WilliamsR(a.Whole("period"))),
        IndicatorDefinition.Of(
            "roc", "Rate of change: percent moved since some updates ago", "TA-Lib ROC",
            [Period(10)], a => new Roc(a.Whole("period"))),
        IndicatorDefinition.Of(
            "momentum", "Price moved since some updates ago", "TA-Lib MOM",
            [Period(10)], a => new Momentum(a.Whole("period"))),
        IndicatorDefinition.Of(
            "z-score", "Standard deviations of the last prices the latest is above their mean", "TA-Lib SMA, STDDEV",
            [Period(20, 2)], a => new ZScore(a.Whole("period"))),
    ];

    private static IndicatorDefinition[] Trends() =>
    [
        IndicatorDefinition.Of(
            "macd", "Distance between a fast and a slow EMA, and the EMA of that distance", "Appel 1979; TA-Lib MACD",
            [
                Whole("fast", 12, 1, Longest, "updates of the fast average, below slow"),
                Whole("slow", 26, 2, Longest, "updates of the slow average"),
                Whole("signal", 9, 1, Longest, "updates of the signal line's average"),
            ],
            a => new Macd(a.Whole("fast"), a.Whole("slow"), a.Whole("signal")),
            ("line", m => m.Line), ("signal", m => m.SignalLine), ("histogram", m => m.Histogram)),
        IndicatorDefinition.Of(
            "adx", "How strongly the market trends, 0 to 100, and which way", "Wilder 1978; TA-Lib ADX, PLUS_DI, MINUS_DI",
            [Period(14, 2)], a => new Adx(a.Whole("period")),
            ("adx", x => x.Value), ("plus-di", x => x.PlusDi), ("minus-di", x => x.MinusDi)),
        IndicatorDefinition.Of(
            "aroon", "How recent the last high and the last low are, 0 to 100 each", "Chande 1995; TA-Lib AROON, AROONOSC",
            [Period(25)], a => new Aroon(a.Whole("period")),
            ("oscillator", x => x.Oscillator), ("up", x => x.Up), ("down", x => x.Down)),
        IndicatorDefinition.Of(
            "supertrend", "A stop some true ranges away that only tightens, and turns when closed through", "Seban; trading-signals SuperTrend",
            [Period(10), Multiplier(3, "average true ranges")],
            a => new Supertrend(a.Whole("period"), a.Real("multiplier")),
            ("value", x => x.Value), ("direction", x => x.Direction)),
        IndicatorDefinition.Of(
            "parabolic-sar", "A trailing stop that accelerates with every new extreme, and turns when touched", "Wilder 1978; TA-Lib SAR",
            [
                Real("step", 0.02, 0.0001, 1, "acceleration at first and with every new extreme"),
                Real("maximum", 0.2, 0.0001, 1, "largest acceleration, not below step"),
            ],
            a => new ParabolicSar(a.Real("step"), a.Real("maximum"))),
    ];

    private static IndicatorDefinition[] Ranges() =>
    [
        IndicatorDefinition.Of(
            "atr", "Average true range: how far a bar typically travels, gaps included", "Wilder 1978; TA-Lib ATR",
            [Period(14)], a => new Atr(a.Whole("period"))),
        IndicatorDefinition.Of(
            "bollinger", "Moving average with bands a number of standard deviations away", "Bollinger 2001; TA-Lib BBANDS",
            [Period(20, 2), Multiplier(2, "standard deviations")],
            a => new BollingerBands(a.Whole("period"), a.Real("multiplier")),
            ("middle", b => b.Middle), ("upper", b => b.Upper), ("lower", b => b.Lower)),
        IndicatorDefinition.Of(
            "donchian", "Highest high and lowest low of the last bars, this one included", "Donchian's four-week rule; TA-Lib MAX, MIN",
            [Period(20)], a => new DonchianChannel(a.Whole("period")),
            ("middle", d => d.Middle), ("upper", d => d.Upper), ("lower", d => d.Lower)),
        IndicatorDefinition.Of(
            "keltner", "EMA with bands a number of average true ranges away", "Keltner 1960, Raschke; TA-Lib EMA, ATR",
            [Period(20), Whole("atr-period", 10, 1, Longest, "bars of the average true range"), Multiplier(2, "average true ranges")],
            a => new KeltnerChannel(a.Whole("period"), a.Whole("atr-period"), a.Real("multiplier")),
            ("middle", k => k.Middle), ("upper", k => k.Upper), ("lower", k => k.Lower)),
        IndicatorDefinition.Of(
            "realized-volatility", "Root of the mean squared log return, as a fraction", "Andersen, Bollerslev, Diebold, Labys 2003",
            [Period(30), Real("periods-per-year", 1, 1e-9, 1e9, "updates in a year; 1 leaves it per update")],
            a => new RealizedVolatility(a.Whole("period"), a.Real("periods-per-year"))),
    ];

    private static IndicatorDefinition[] Volumes() =>
    [
        IndicatorDefinition.Of(
            "obv", "On-balance volume: volume added on higher closes, taken off on lower", "Granville 1963; TA-Lib OBV",
            [], _ => new Obv()),
        IndicatorDefinition.Of(
            "mfi", "Money flow index: share of money that came on rising prices, 0 to 100", "Quong, Soudack 1989; TA-Lib MFI",
            [Period(14)], a => new Mfi(a.Whole("period"))),
        IndicatorDefinition.Of(
            "session-vwap", "Volume-weighted average price since the session began", "Berkowitz, Logue, Noser 1988; trading-signals VWAP",
            [Real("session-hours", 24, 1.0 / 60, 8_784, "length of a session; 24 is the UTC day")],
            a => new SessionVwap(a.Real("session-hours"))),
        IndicatorDefinition.Of(
            "rolling-vwap", "Volume-weighted average price of the last updates", "TA-Lib TYPPRICE, MULT, SUM",
            [Period(20)], a => new RollingVwap(a.Whole("period"))),
    ];

    private static IndicatorDefinition[] OrderFlow() =>
    [
        IndicatorDefinition.Of(
            "order-flow-imbalance", "What came to the bid and left the ask, less the reverse, over the last quotes", "Cont, Kukanov, Stoikov 2014",
            [Period(100)], a => new OrderFlowImbalance(a.Whole("period"))),
        IndicatorDefinition.Of(
            "book-imbalance", "Share by which bids outweigh asks in the best levels, -1 to 1", "Cartea, Donnelly, Jaimungal 2018",
            [Whole("levels", 5, 1, 1_000, "levels of each side counted")],
            a => new BookImbalance(a.Whole("levels"))),
        IndicatorDefinition.Of(
            "microprice", "Bid and ask weighted by the quantity on the other side", "Gatheral, Oomen 2010; Stoikov 2018",
            [], _ => new Microprice()),
    ];

    private static IndicatorParameter Multiplier(double value, string unit) =>
        Real("multiplier", value, 0, 100, $"distance in {unit}");

    private static IndicatorParameter Period(int value, int minimum = 1) =>
        Whole("period", value, minimum, Longest, "length of the window in updates");
}
