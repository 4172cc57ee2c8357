namespace Ats.Forecasting.Scoring;

/// <summary>What one predictor said of one horizon and what came, on the scored rows in order of time; all arrays are of equal length.</summary>
/// <param name="Rows">Row of the sample set.</param>
/// <param name="OutcomesBps">Log return over the horizon, basis points.</param>
/// <param name="PastBps">Log return over the same time up to the row; NaN where a gap lies in it.</param>
/// <param name="MeansBps">Forecast of the mean.</param>
/// <param name="CrpsBps">Of the quantiles.</param>
/// <param name="Pits">Probability integral transform.</param>
/// <param name="Inside90">The outcome lay from the 5 % to the 95 % quantile, ends included.</param>
public sealed record HorizonTrack(int HorizonSeconds, int[] Rows, float[] OutcomesBps, float[] PastBps, float[] MeansBps, float[] CrpsBps, float[] Pits, bool[] Inside90)
{
    public int Count => Rows.Length;

    /// <summary>Per row, the loss of <paramref name="other"/> less one's own: positive where this one is better.</summary>
    public double[] Gains(HorizonTrack other, ForecastLoss loss)
    {
        var gains = new double[Count];
        for (var i = 0; i < gains.Length; i++)
            gains[i] = loss == ForecastLoss.Crps ? (double)other.CrpsBps[i] - CrpsBps[i] : Square(other.OutcomesBps[i] - (double)other.MeansBps[i]) - Square(OutcomesBps[i] - (double)MeansBps[i]);
        return gains;
    }

    private static double Square(double x) => x * x;
}
