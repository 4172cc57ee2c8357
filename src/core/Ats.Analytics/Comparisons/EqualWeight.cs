using Ats.Domain;

namespace Ats.Analytics.Comparisons;

/// <summary>Several arms as one portfolio: their equity added up, each with its own starting capital, never rebalanced.</summary>
public static class EqualWeight
{
    /// <summary>At every time of the first curve: the sum of each curve's last point at or before it. A curve not begun yet counts with its first point.</summary>
    public static IReadOnlyList<EquityPoint> Of(IReadOnlyList<IReadOnlyList<EquityPoint>> curves)
    {
        var begun = curves.Where(c => c.Count > 0).ToList();
        if (begun.Count == 0) return [];
        if (begun.Count == 1) return begun[0];
        var at = new int[begun.Count];
        var sums = new EquityPoint[begun[0].Count];
        for (var i = 0; i < sums.Length; i++)
        {
            var time = begun[0][i].Time;
            double equity = 0, exposure = 0;
            for (var c = 0; c < at.Length; c++)
            {
                while (at[c] + 1 < begun[c].Count && begun[c][at[c] + 1].Time <= time) at[c]++;
                equity += begun[c][at[c]].Equity;
                exposure += begun[c][at[c]].Exposure;
            }

            sums[i] = new EquityPoint(-1, time, equity, exposure);
        }

        return sums;
    }
}
