namespace Ats.Analytics.Statistics;

/// <summary>sqrt(mean(drawdown²)), a share in [0, 1]: depth and length of drawdowns in one number (Martin and McCann 1989). n = samples.</summary>
public static class UlcerIndex
{
    public static Statistic Of(ReadOnlySpan<double> drawdowns)
    {
        double squares = 0;
        foreach (var d in drawdowns) squares += d * d;
        return Statistic.Estimate(Math.Sqrt(squares / drawdowns.Length), drawdowns.Length);
    }
}
