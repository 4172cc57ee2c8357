using Ats.Domain;

namespace Ats.Analytics.Statistics;

/// <summary>How long round trips were held, seconds. n = round trips.</summary>
public static class HoldingTime
{
    public static Statistic MedianSeconds(IReadOnlyList<RoundTrip> roundTrips)
    {
        var seconds = new double[roundTrips.Count];
        for (var i = 0; i < seconds.Length; i++) seconds[i] = (roundTrips[i].CloseTime - roundTrips[i].OpenTime) / 1e9;
        Array.Sort(seconds);
        return Excursion.Quantile(seconds, 0.5);
    }
}
