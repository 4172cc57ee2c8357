namespace Ats.Forecasting.Scoring;

/// <summary>
/// The standard normal distribution: Marsaglia's series ("Evaluating the Normal Distribution", J. Stat. Software 2004) in the middle, Laplace's continued
/// fraction in the tails; the quantile by bisection, for it is asked seldom.
/// </summary>
public static class StandardNormal
{
    /// <summary>P(Z ≤ x).</summary>
    public static double Cdf(double x)
    {
        var density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        if (Math.Abs(x) > 3)
        {
            var fraction = Math.Abs(x);
            for (var k = 60; k > 0; k--) fraction = Math.Abs(x) + (k / fraction);
            return x > 0 ? 1 - (density / fraction) : density / fraction;
        }

        double sum = x, term = x;
        for (var i = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * density);
    }

    /// <summary>The x with P(Z ≤ x) = p, for p in (0, 1); NaN outside.</summary>
    public static double Quantile(double p)
    {
        if (!(p is > 0 and < 1)) return double.NaN;
        // The lower tail keeps its digits where the upper rounds to 1.
        if (p > 0.5) return -Quantile(1 - p);
        double low = -40, high = 0;
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            if (Cdf(middle) < p) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
