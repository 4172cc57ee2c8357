namespace Ats.Core.Tests.Simulation.Markets;

/// <summary>Small statistics with standard errors from blocks, so that what hangs together within a block does no harm.</summary>
internal static class Sample
{
    private const int Blocks = 40;

    /// <summary>Share of the variance of y that m explains as it is, and its standard error.</summary>
    public static (double Value, double Error) ExplainedShare(double[] y, double[] m) => Ratio(y.Length, i => (2 * y[i] * m[i]) - (m[i] * m[i]), i => y[i] * y[i]);

    /// <summary>Slope of y on m through zero, and its standard error.</summary>
    public static (double Value, double Error) Slope(double[] y, double[] m) => Ratio(y.Length, i => y[i] * m[i], i => m[i] * m[i]);

    public static double Correlation(double[] x, double[] y, int lag = 0)
    {
        var n = x.Length - lag;
        var (mx, my) = (x.Take(n).Average(), y.Skip(lag).Average());
        var (xy, xx, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var (a, b) = (x[i] - mx, y[i + lag] - my);
            xy += a * b;
            xx += a * a;
            yy += b * b;
        }

        return xy / Math.Sqrt(xx * yy);
    }

    public static double AutoCorrelation(double[] x, int lag) => Correlation(x, x, lag);

    public static double Kurtosis(double[] x) => x.Average(v => v * v * v * v) / Math.Pow(x.Average(v => v * v), 2);

    public static double Deviation(double[] x) => Math.Sqrt(x.Average(v => v * v));

    /// <summary>R^2 of the best straight line, in sample.</summary>
    public static double LinearR2(double[] y, double[] x) => Math.Pow(Correlation(x, y), 2);

    public static double[] Smooth(double[] x, double seconds)
    {
        var (share, at, smooth) = (1 - Math.Exp(-1 / seconds), 0.0, new double[x.Length]);
        for (var i = 0; i < x.Length; i++) smooth[i] = at += share * (x[i] - at);
        return smooth;
    }

    /// <summary>Ratio of two sums; its error from what the blocks leave over.</summary>
    private static (double Value, double Error) Ratio(int count, Func<int, double> above, Func<int, double> below)
    {
        var (tops, bottoms) = (new double[Blocks], new double[Blocks]);
        for (var i = 0; i < count; i++)
        {
            var block = (long)i * Blocks / count;
            tops[block] += above(i);
            bottoms[block] += below(i);
        }

        var ratio = tops.Sum() / bottoms.Sum();
        var left = tops.Zip(bottoms, (t, b) => t - (ratio * b)).Sum(e => e * e);
        return (ratio, Math.Sqrt(left * Blocks / (Blocks - 1)) / bottoms.Sum());
    }
}
