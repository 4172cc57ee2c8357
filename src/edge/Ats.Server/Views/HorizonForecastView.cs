namespace Ats.Server.Views;

/// <summary>One horizon of a prediction: log returns of the mid, basis points.</summary>
/// <param name="UpProbability">Of a return above zero.</param>
/// <param name="QuantilesBps">5, 10, 25, 40, 50, 60, 75, 90 and 95 %.</param>
public sealed record HorizonForecastView(int Seconds, double MeanBps, double UpProbability, IReadOnlyList<double> QuantilesBps);
