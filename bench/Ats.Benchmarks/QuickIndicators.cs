namespace Ats.Benchmarks;

/// <summary>Nanoseconds an update of the indicators TA-Lib C was measured on (its batch figures, a bar, on this class of machine), with their ratio; the target is two.</summary>
internal static class QuickIndicators
{
    public static void Run()
    {
        var bench = new IndicatorBenchmarks();
        Measure("SMA 20", 1.9, bench.Sma20);
        Measure("EMA 20", 2.8, bench.Ema20);
        Measure("RSI 14", 8.2, bench.Rsi14);
        Measure("MACD 12, 26, 9", 21, bench.Macd12x26x9);
        Measure("Bollinger 20", 8, bench.Bollinger20);
        Measure("ATR 14", 7.6, bench.Atr14);
        Measure("Stochastic 14, 3, 3", 15, bench.Stochastic14x3x3);
        Measure("ADX 14", 13, bench.Adx14);
    }

    private static void Measure(string name, double talib, Func<double> run)
    {
        // The runtime optimises what it has seen thirty times.
        for (var i = 0; i < 60; i++) _ = run();
        var best = Best.Of(15, () => _ = run());
        var nanoseconds = best.Least * 1e6 / IndicatorBenchmarks.Updates;
        Line.Write("indicator: " + name, best, $"{nanoseconds:0.00} ns", $"TA-Lib C {talib} ns, ratio {nanoseconds / talib:0.00}");
    }
}
