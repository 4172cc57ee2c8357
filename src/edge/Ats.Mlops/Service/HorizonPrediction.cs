using Ats.Forecasting;
using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Service;

/// <summary>One horizon of a prediction: the distribution of the log return over it, basis points.</summary>
/// <param name="QuantilesBps">At <see cref="PredictionLayout.Levels"/>.</param>
/// <param name="UpProbability">That the return is above zero.</param>
public sealed record HorizonPrediction(int HorizonSeconds, double MeanBps, IReadOnlyList<double> QuantilesBps, double UpProbability)
{
    // Between the 5 % and 95 % quantiles of a normal lie this many deviations.
    private const double DeviationsOf90 = 2 * 1.6448536269514722;

    /// <summary>Deviation of the normal with the same 90 % interval, basis points.</summary>
    public double SigmaBps => (QuantilesBps[^1] - QuantilesBps[0]) / DeviationsOf90;

    /// <param name="output">The horizon's part of an output, units of z.</param>
    /// <param name="scaleBps">Of one unit.</param>
    internal static HorizonPrediction Of(int horizonSeconds, ReadOnlySpan<float> output, double scaleBps)
    {
        var quantiles = new double[PredictionLayout.Quantiles];
        for (var q = 0; q < quantiles.Length; q++) quantiles[q] = output[PredictionLayout.FirstQuantile + q] * scaleBps;
        var up = 1 - QuantileScore.Pit(output.Slice(PredictionLayout.FirstQuantile, PredictionLayout.Quantiles), 0, 0.5);
        return new HorizonPrediction(horizonSeconds, output[PredictionLayout.Mean] * scaleBps, quantiles, up);
    }
}
