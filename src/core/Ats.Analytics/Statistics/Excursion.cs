using Ats.Domain;

namespace Ats.Analytics.Statistics;

/// <summary>
/// Worst (MAE) and best (MFE) unrealised PnL while a round trip was open, in basis points of its entry notional (Sweeney 1996).
/// n = round trips; those without an entry price or quantity are left out.
/// </summary>
public static class Excursion
{
    /// <summary>Each round trip's MAE, ≤ 0, ascending.</summary>
    public static double[] SortedMaeBps(IReadOnlyList<RoundTrip> roundTrips) => Sorted(roundTrips, static r => r.Mae);

    /// <summary>Each round trip's MFE, ≥ 0, ascending.</summary>
    public static double[] SortedMfeBps(IReadOnlyList<RoundTrip> roundTrips) => Sorted(roundTrips, static r => r.Mfe);

    /// <summary>Quantile with linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, numpy's default).</summary>
    public static Statistic Quantile(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.Length == 0) return Statistic.Insufficient(0);
        var at = p * (sorted.Length - 1);
        var low = (int)Math.Floor(at);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return Statistic.Estimate(sorted[low] + ((at - low) * (sorted[high] - sorted[low])), sorted.Length);
    }

    private static double[] Sorted(IReadOnlyList<RoundTrip> roundTrips, Func<RoundTrip, double> excursion)
    {
        var values = new List<double>(roundTrips.Count);
        for (var i = 0; i < roundTrips.Count; i++)
        {
            var notional = roundTrips[i].EntryPrice * roundTrips[i].Quantity.Abs().ToDouble();
            if (notional > 0) values.Add(excursion(roundTrips[i]) / notional * 10_000);
        }

        values.Sort();
        return [.. values];
    }
}
