namespace Ats.Mlops.Service;

/// <summary>Who predicted.</summary>
public enum PredictionSource
{
    Model,

    /// <summary>The random walk of the volatility of the moment.</summary>
    Fallback,
}
