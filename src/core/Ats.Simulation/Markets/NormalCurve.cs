namespace Ats.Simulation.Markets;

/// <summary>The standard normal distribution.</summary>
internal static class NormalCurve
{
    public static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);

    /// <summary>P(Z below z); absolute error under 1e-7 (Abramowitz and Stegun 7.1.26).</summary>
    public static double Cumulative(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        var tail = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-x * x);
        return z < 0 ? tail / 2 : 1 - (tail / 2);
    }
}
