namespace Ats.Mlops.Service;

/// <summary>How an instrument's predictions are served.</summary>
public sealed record ServiceSettings
{
    /// <summary>Horizons the random walk answers while there is no model, seconds.</summary>
    public IReadOnlyList<int> HorizonSeconds { get; init; } = Ats.Forecasting.ForecastHorizons.Default;

    /// <summary>How long a prediction may be used.</summary>
    public TimeSpan ValidFor { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Outcomes remembered a model and horizon.</summary>
    public int WindowOutcomes { get; init; } = 6 * 3600;

    /// <summary>Rows remembered to lead new models in.</summary>
    public int LeadInRows { get; init; } = 600;

    /// <summary>Rows on which the champion threw or gave no numbers before it counts as failing.</summary>
    public int MaximumFaults { get; init; } = 3;
}
