namespace Ats.Analytics.Statistics;

/// <summary>
/// The standard normal distribution to double precision: Marsaglia's series ("Evaluating the Normal Distribution", J. Stat. Software
/// 2004) in the middle, the Laplace continued fraction in the tails; quantile by Halley steps from Abramowitz and Stegun 26.2.23.
/// </summary>
public static class NormalDistribution
{
    public static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>P(Z ≤ x).</summary>
    public static double Cdf(double x)
    {
        if (double.IsNaN(x)) return double.NaN;
        if (Math.Abs(x) > 40) return x > 0 ? 1 : 0;
        if (Math.Abs(x) > 3) return x > 0 ? 1 - UpperTail(x) : UpperTail(-x);
        double sum = x, term = x;
        for (var i = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * Density(x));
    }

    /// <summary>The x with P(Z ≤ x) = p; infinite at 0 and 1, NaN outside.</summary>
    public static double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1)) return double.NaN;
        if (p is 0 or 1) return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        if (p == 0.5) return 0;
        if (p > 0.5) return -Quantile(1 - p);
        var t = Math.Sqrt(-2 * Math.Log(p));
        var x = -(t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308))))))));
        for (var i = 0; i < 3; i++)
        {
            var u = (Cdf(x) - p) / Density(x);
            x -= u / (1 + (0.5 * x * u));
        }

        return x;
    }

    private static double UpperTail(double x)
    {
        var fraction = x;
        for (var k = 60; k > 0; k--) fraction = x + (k / fraction);
        return Density(x) / fraction;
    }
}
