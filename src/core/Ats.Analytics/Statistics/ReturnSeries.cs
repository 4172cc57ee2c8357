using Ats.Domain;

namespace Ats.Analytics.Statistics;

/// <summary>
/// Simple returns per sampling period, E(i) / E(i-1) - 1, from an equity curve on a fixed grid. A first point that differs from the
/// starting capital adds the return that led to it. The series ends with the return that took equity to zero or below.
/// </summary>
public static class ReturnSeries
{
    /// <summary>Days in a year for annualisation: crypto trades every day.</summary>
    public const int DaysAYear = 365;

    public static double[] From(double startingCapital, IReadOnlyList<EquityPoint> equity)
    {
        var returns = new List<double>(equity.Count);
        var before = startingCapital;
        for (var i = 0; i < equity.Count && !(before <= 0); i++)
        {
            var now = equity[i].Equity;
            if (i > 0 || now != before) returns.Add((now / before) - 1);
            before = now;
        }

        return [.. returns];
    }

    /// <summary>Sampling periods in a year of 365 days; NaN for a period that is not positive.</summary>
    public static double PeriodsAYear(long periodNanoseconds) =>
        periodNanoseconds > 0 ? DaysAYear * (double)Timestamp.NanosecondsPerDay / periodNanoseconds : double.NaN;
}
