namespace Ats.Forecasting.Scoring;

/// <summary>By what two forecasts are compared.</summary>
public enum ForecastLoss
{
    /// <summary>Of the mean, on log returns in basis points.</summary>
    SquaredError,

    /// <summary>Of the quantiles, basis points (<see cref="QuantileScore.Crps"/>).</summary>
    Crps,
}
