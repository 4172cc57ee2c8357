using Ats.Domain;
using Ats.Indicators;
using BenchmarkDotNet.Attributes;

namespace Ats.Benchmarks;

/// <summary>
/// Nanoseconds per update, output read each time, over a million pseudo-random bars.
/// <c>dotnet run -c Release --project bench/Ats.Benchmarks -- --filter *Indicator* --job short --inProcess</c>
/// </summary>
[MemoryDiagnoser]
public class IndicatorBenchmarks
{
    internal const int Updates = 1_000_000;

    private readonly double[] _high = new double[Updates];
    private readonly double[] _low = new double[Updates];
    private readonly double[] _close = new double[Updates];

    public IndicatorBenchmarks()
    {
        var random = new Rng(1);
        var close = 1000.0;
        for (var i = 0; i < Updates; i++)
        {
            var open = close;
            close = Math.Max(1, close + random.NextNormal());
            _close[i] = close;
            _high[i] = Math.Max(open, close) + (0.5 * random.NextDouble());
            _low[i] = Math.Min(open, close) - (0.5 * random.NextDouble());
        }
    }

    [Benchmark(OperationsPerInvoke = Updates)]
    public double Sma20()
    {
        var indicator = new Sma(20);
        var last = 0.0;
        foreach (var close in _close)
        {
            indicator.Update(close);
            last = indicator.Value;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Updates)]
    public double Ema20()
    {
        var indicator = new Ema(20);
        var last = 0.0;
        foreach (var close in _close)
        {
            indicator.Update(close);
            last = indicator.Value;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Updates)]
    public double Rsi14()
    {
        var indicator = new Rsi(14);
        var last = 0.0;
        foreach (var close in _close)
        {
            indicator.Update(close);
            last = indicator.Value;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Updates)]
    public double Macd12x26x9()
    {
        var indicator = new Macd(12, 26, 9);
        var last = 0.0;
        foreach (var close in _close)
        {
            indicator.Update(close);
            last = indicator.Histogram;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Updates)]
    public double Bollinger20()
    {
        var indicator = new BollingerBands(20, 2);
        var last = 0.0;
        foreach (var close in _close)
        {
            indicator.Update(close);
            last = indicator.Upper + indicator.Lower;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Updates)]
    public double Atr14()
    {
        var indicator = new Atr(14);
        var last = 0.0;
        for (var i = 0; i < _close.Length; i++)
        {
            indicator.Update(_high[i], _low[i], _close[i]);
            last = indicator.Value;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Updates)]
    public double Stochastic14x3x3()
    {
        var indicator = new Stochastic(14, 3, 3);
        var last = 0.0;
        for (var i = 0; i < _close.Length; i++)
        {
            indicator.Update(_high[i], _low[i], _close[i]);
            last = indicator.SlowD;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Updates)]
    public double Adx14()
    {
        var indicator = new Adx(14);
        var last = 0.0;
        for (var i = 0; i < _close.Length; i++)
        {
            indicator.Update(_high[i], _low[i], _close[i]);
            last = indicator.Value;
        }

        return last;
    }
}
