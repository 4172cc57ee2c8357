namespace Ats.Forecasting;

/// <summary>
/// How predictors write: per horizon <see cref="Width"/> numbers, the mean and then nine quantiles at <see cref="Levels"/>, ascending. All are
/// in units of z: the log return over the horizon in basis points, divided by <see cref="ScaleBps"/>.
/// </summary>
public static class PredictionLayout
{
    public const int Mean = 0;
    public const int FirstQuantile = 1;
    public const int Quantiles = 9;
    public const int Width = 1 + Quantiles;
    public const int Median = FirstQuantile + 4;

    private static readonly float[] LevelValues = [0.05f, 0.10f, 0.25f, 0.40f, 0.50f, 0.60f, 0.75f, 0.90f, 0.95f];

    public static ReadOnlySpan<float> Levels => LevelValues;

    /// <summary>Basis points of one unit of z: what a horizon's return would deviate by if it were a random walk of the sigma given.</summary>
    /// <param name="sigmaBps">Deviation of one-second log returns, basis points.</param>
    public static double ScaleBps(double sigmaBps, int horizonSeconds) => sigmaBps * Math.Sqrt(horizonSeconds);
}
