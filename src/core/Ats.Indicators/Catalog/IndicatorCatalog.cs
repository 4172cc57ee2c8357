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
        .. Channels(),
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
            "macd", "Distance between a fast and a slow EMA, and the EMA of that distance", "Appel 1979; TA-Lib MACD",
            [
                Whole("fast", 12, 1, Longest, "updates of the fast average, below slow"),
                Whole("slow", 26, 2, Longest, "updates of the slow average"),
                Whole("signal", 9, 1, Longest, "updates of the signal line's average"),
            ],
            a => new Macd(a.Whole("fast"), a.Whole("slow"), a.Whole("signal")),
            ("line", m => m.Line), ("signal", m => m.SignalLine), ("histogram", m => m.Histogram)),
    ];

    private static IndicatorDefinition[] Oscillators() =>
    [
        IndicatorDefinition.Of(
            "rsi", "Share of gains in recent moves, 0 to 100, smoothed by Wilder's average", "Wilder 1978; TA-Lib RSI",
            [Period(14)], a => new Rsi(a.Whole("period"))),
    ];

    private static IndicatorDefinition[] Channels() =>
    [
        IndicatorDefinition.Of(
            "bollinger", "Moving average with bands a number of standard deviations away", "Bollinger 2001; TA-Lib BBANDS",
            [Period(20, 2), Real("multiplier", 2, 0, 100, "distance of the bands in standard deviations")],
            a => new BollingerBands(a.Whole("period"), a.Real("multiplier")),
            ("middle", b => b.Middle), ("upper", b => b.Upper), ("lower", b => b.Lower)),
        IndicatorDefinition.Of(
            "atr", "Average true range: how far a bar typically travels, gaps included", "Wilder 1978; TA-Lib ATR",
            [Period(14)], a => new Atr(a.Whole("period"))),
        IndicatorDefinition.Of(
            "donchian", "Highest high and lowest low of the last bars, this one included", "Donchian's four-week rule; TA-Lib MAX, MIN",
            [Period(20)], a => new DonchianChannel(a.Whole("period")),
            ("middle", d => d.Middle), ("upper", d => d.Upper), ("lower", d => d.Lower)),
    ];

    private static IndicatorParameter Period(int value, int minimum = 1) =>
        Whole("period", value, minimum, Longest, "length of the window in updates");
}
