using Ats.Domain;

namespace Ats.Analytics.Statistics;

/// <summary>Exposure from samples of the curve. n = samples.</summary>
public static class ExposureShare
{
    /// <summary>Share of samples at which a position was held, [0, 1].</summary>
    public static Statistic OfTime(IReadOnlyList<EquityPoint> equity)
    {
        var held = 0L;
        for (var i = 0; i < equity.Count; i++)
        {
            if (equity[i].Exposure > 0) held++;
        }

        return equity.Count == 0 ? Statistic.Undefined() : Statistic.Fact((double)held / equity.Count, equity.Count);
    }

    /// <summary>Mean gross exposure as a multiple of equity (1 = fully invested, unlevered); samples without equity are left out.</summary>
    public static Statistic MeanLeverage(IReadOnlyList<EquityPoint> equity)
    {
        double sum = 0;
        var n = 0L;
        for (var i = 0; i < equity.Count; i++)
        {
            if (!(equity[i].Equity > 0)) continue;
            sum += equity[i].Exposure / equity[i].Equity;
            n++;
        }

        return n == 0 ? Statistic.Undefined() : Statistic.Fact(sum / n, n);
    }
}
