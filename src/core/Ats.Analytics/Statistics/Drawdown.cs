using Ats.Domain;

namespace Ats.Analytics.Statistics;

/// <summary>Fall from the highest equity so far (starting capital included), as a share of it, in [0, 1]; 1 when nothing is left.</summary>
public static class Drawdown
{
    public static double[] Series(double startingCapital, IReadOnlyList<EquityPoint> equity)
    {
        var series = new double[equity.Count];
        var peak = startingCapital;
        for (var i = 0; i < series.Length; i++)
        {
            var now = equity[i].Equity;
            if (now > peak) peak = now;
            series[i] = peak > 0 ? Math.Clamp(1 - (now / peak), 0, 1) : double.NaN;
        }

        return series;
    }
}
