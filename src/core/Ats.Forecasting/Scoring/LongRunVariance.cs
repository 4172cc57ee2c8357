namespace Ats.Forecasting.Scoring;

/// <summary>The variance of a mean of dependent values, times their number: Newey and West (1987), Bartlett weights.</summary>
public static class LongRunVariance
{
    /// <summary>
    /// Of the values about their own mean; the sum of autocovariances (divided by n) up to <paramref name="lags"/> with weights falling in a line.
    /// Never below 0. Computed in one pass: the Bartlett sum is the mean square of the sums over all windows of lags + 1 values, those that
    /// overhang the ends included. Gaps in time are ignored (the equal-spacing estimator of Datta and Du, 2012).
    /// </summary>
    public static double Bartlett(ReadOnlySpan<double> values, int lags)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lags);
        var n = values.Length;
        if (n == 0) return double.NaN;
        var mean = Mean(values);
        double window = 0, sum = 0;
        for (var i = 0; i < n + lags; i++)
        {
            if (i < n) window += values[i] - mean;
            if (i > lags) window -= values[i - lags - 1] - mean;
            sum += window * window;
        }

        return sum / (lags + 1) / n;
    }

    /// <summary>
    /// Lags for outcomes of <paramref name="horizon"/> steps that overlap: their errors are dependent over the horizon, and Bartlett weights would
    /// see only two thirds of that at lags = horizon; so twice the horizon, or Newey and West's 4 (n/100)^(2/9) if that is more.
    /// </summary>
    public static int Lags(int n, int horizon) => Math.Max(2 * horizon, (int)(4 * Math.Pow(n / 100.0, 2.0 / 9)));

    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
