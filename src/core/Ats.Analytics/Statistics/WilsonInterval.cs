namespace Ats.Analytics.Statistics;

/// <summary>Score interval of a proportion without continuity correction (Wilson 1927; examples in Newcombe 1998, Table I, method 3).</summary>
public static class WilsonInterval
{
    public static (double Low, double High) Of(long hits, long count, double level)
    {
        if (count <= 0) return (double.NaN, double.NaN);
        var z = NormalDistribution.Quantile(0.5 + (level / 2));
        double n = count, p = hits / n, z2 = z * z;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n))) / (1 + (z2 / n));
        return (hits == 0 ? 0 : Math.Max(0, centre - half), hits == count ? 1 : Math.Min(1, centre + half));
    }
}
