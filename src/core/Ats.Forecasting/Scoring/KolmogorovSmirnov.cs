namespace Ats.Forecasting.Scoring;

/// <summary>The largest distance between the distribution of values and the uniform one on [0, 1].</summary>
/// <param name="Distance">In [0, 1].</param>
/// <param name="PValue">Chance of a distance as large from honest values, by Kolmogorov's limit with Stephens' (1970) correction for the number
/// of independent values given.</param>
public readonly record struct KolmogorovSmirnov(double Distance, double PValue)
{
    /// <param name="values">In [0, 1], any order.</param>
    /// <param name="effectiveCount">How many independent values these are worth.</param>
    public static KolmogorovSmirnov Uniform(ReadOnlySpan<float> values, double effectiveCount)
    {
        if (values.Length == 0) return new KolmogorovSmirnov(0, 1);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        double distance = 0;
        for (var i = 0; i < sorted.Length; i++)
            distance = Math.Max(distance, Math.Max(((i + 1.0) / sorted.Length) - sorted[i], sorted[i] - ((double)i / sorted.Length)));
        return new KolmogorovSmirnov(distance, PValueOf(distance, effectiveCount));
    }

    internal static double PValueOf(double distance, double effectiveCount)
    {
        var root = Math.Sqrt(Math.Max(effectiveCount, 1));
        var x = (root + 0.12 + (0.11 / root)) * distance;
        if (x < 0.2) return 1;
        double sum = 0;
        for (var k = 1; k <= 100; k++)
        {
            var term = Math.Exp(-2 * k * k * x * x);
            sum += (k % 2 == 1 ? 2 : -2) * term;
            if (term < 1e-12) break;
        }

        return Math.Clamp(sum, 0, 1);
    }
}
